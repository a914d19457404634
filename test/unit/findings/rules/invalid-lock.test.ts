import assert from 'node:assert/strict';
import { checked, lockBeside, projectWith } from '../../../support/checked.ts';
import { uvLock } from '../../../support/locks.ts';

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

	it('is not said of a good one', async () => {
		assert.deepEqual(await found('uv.lock', uvLock('a 1.0')), []);
	});
});
