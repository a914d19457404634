import assert from 'node:assert/strict';
import type { Project } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { checked, fixed } from '../../support/checked.ts';

function read(text: string): Project {
	const { project } = parsePyproject(text, '/p/pyproject.toml');
	assert.ok(project);
	return project;
}

const list = (entry: string) => `[tool.pdm.dev-dependencies]\ndev = [${entry}, "flask"]\n`;

describe('an editable of PDM', () => {
	const rows: readonly (readonly [entry: string, name: string, extras: readonly string[], kind: string, url: string])[] = [
		[`"-e file:///\${PROJECT_ROOT}/sub#egg=Sub_x"`, 'sub-x', [], 'path', `file:///\${PROJECT_ROOT}/sub#egg=Sub_x`],
		["'-e file:///a#subdirectory=b&egg=sub[x,y]'", 'sub', ['x', 'y'], 'path', 'file:///a#subdirectory=b&egg=sub[x,y]'],
		['"-e git+https://x.test/a.git@main#egg=sub"', 'sub', [], 'git', 'git+https://x.test/a.git@main#egg=sub'],
		['"-e ./sub#egg=sub"', 'sub', [], 'path', './sub#egg=sub'],
		['"-e   sub[x] @ git+https://x.test/a"', 'sub', ['x'], 'git', 'git+https://x.test/a'],
		['"\\u002de ./sub#egg=sub"', 'sub', [], 'path', './sub#egg=sub'],
	];
	for (const [entry, name, extras, kind, url] of rows) {
		it(`is read with its places: ${entry}`, async () => {
			const text = list(entry);
			const [requirement, next, more] = read(text).requirements;
			assert.ok(requirement);
			assert.deepEqual([requirement.name, requirement.extras, requirement.origin.kind, requirement.url], [name, extras, kind, url]);
			assert.deepEqual([requirement.error, next?.name, more], [undefined, 'flask', undefined]);
			const { spans } = requirement;
			assert.equal(text.slice(spans.name.start, spans.name.end), requirement.nameAsWritten);
			assert.equal(text.slice(spans.url?.start, spans.url?.end), url);
			assert.equal(text.slice(spans.token.start, spans.token.end), entry);
			assert.deepEqual(await checked(text, { flask: ['3.0'] }), []);
		});
	}

	it('without a name is nothing to look up', async () => {
		const text = list('"-e ./sub"');
		assert.deepEqual(
			read(text).requirements.map(({ name }) => name),
			['flask'],
		);
		assert.deepEqual(await checked(text, { flask: ['3.0'] }), []);
	});

	it('is a mistake where its name is none, and in every other list', async () => {
		for (const text of [
			list('"-e ./sub#egg=?"'),
			list('"-e ./sub#egg=sub[x"'),
			'[project]\ndependencies = ["-e ./sub#egg=sub"]',
			list('"-e"'),
		]) {
			const [finding] = await checked(text, { flask: ['3.0'] });
			assert.equal(finding?.code, 'invalid-requirement', text);
			assert.deepEqual(fixed(text, finding), {});
		}
	});
});
