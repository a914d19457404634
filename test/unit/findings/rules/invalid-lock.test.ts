import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { invalidLock } from '../../../../src/core/findings/rules/invalid-lock.ts';
import { nodeFiles } from '../../../../src/core/project/files.ts';
import { loadProject } from '../../../../src/core/project/load-project.ts';
import { checked, lockBeside, projectWith } from '../../../support/checked.ts';
import { uvLock } from '../../../support/locks.ts';
import { removeFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

describe('invalid-lock', () => {
	async function found(name: string, text: string): Promise<readonly string[]> {
		const findings = await checked(projectWith('"a"'), { a: ['1.0'] }, {}, { lock: await lockBeside(name, text) });
		return findings.map(
			({ code, severity, file, span, message }) => `${code} ${severity} ${file} “${text.slice(span.start, span.end)}” ${message}`,
		);
	}

	it('stands in the lock, at what is broken', async () => {
		assert.deepEqual(await found('uv.lock', uvLock('a 1.0').replace('name = "a"', 'name = ')), [
			'invalid-lock warning /p/uv.lock “=” uv.lock cannot be read here: Expected a value behind “=”.',
		]);
	});

	it('says that a merge is not done', async () => {
		const text = uvLock('a 1.0').replace('version = "1.0"', '<<<<<<< HEAD\nversion = "1.0"\n=======\nversion = "2.0"\n>>>>>>> x');
		assert.deepEqual(await found('uv.lock', text), [
			'invalid-lock warning /p/uv.lock “<<<<<<< HEAD” This lock file is in a merge conflict: both sides are still in it. Take one side, then lock again.',
		]);
	});

	it('doubts a version of the format that is not known', async () => {
		const [finding, more] = await found('uv.lock', uvLock('a 1.0').replace('version = 1', 'version = 9'));
		assert.match(finding ?? '', /“version = 9” AutoDocs does not know version 9/);
		assert.equal(more, undefined);
	});

	it('is left to the root of the workspace', async () => {
		assert.deepEqual(await found('../uv.lock', '['), []);
	});

	it('is said of each that has a name', async () => {
		const [lock, other] = await Promise.all([lockBeside('pylock.a.toml', '['), lockBeside('pylock.b.toml', '[[packages]]\nname = \n')]);
		const findings = await checked(projectWith('"a"'), { a: ['1.0'] }, {}, { lock, otherLocks: [other] });
		assert.deepEqual(
			findings.map(({ code, file, span }) => `${code} ${file} ${span.start}`),
			['invalid-lock /p/pylock.a.toml 0', 'invalid-lock /p/pylock.b.toml 18'],
		);
	});

	it('says once which file cannot be read at all', async () => {
		const folder = await temporaryFolder();
		await writeFile(join(folder, 'pyproject.toml'), projectWith('"a"'));
		await mkdir(join(folder, 'uv.lock'));
		const { parsed, texts } = await loadProject(join(folder, 'pyproject.toml'), nodeFiles);
		const [draft, more] =
			invalidLock.over === 'file' ? invalidLock.check({ parsed, text: texts.get(parsed.file) ?? '', os: 'linux', asked: [] }) : [];
		assert.equal(draft?.message, `${join(folder, 'uv.lock')} cannot be read: it is a folder.`);
		assert.equal(more, undefined);
		await removeFolder(folder);
	});

	it('is not said of a good one', async () => {
		assert.deepEqual(await found('uv.lock', uvLock('a 1.0')), []);
	});
});
