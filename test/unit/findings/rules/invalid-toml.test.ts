import assert from 'node:assert/strict';
import { checked, seen } from '../../../support/checked.ts';

describe('invalid-toml', () => {
	it('says what is wrong with a file that does not parse, on that line', async () => {
		const text = '[project]\nname = "a"\ndependencies = ["x",\nversion = 1\n';
		const [finding, more] = await checked(text);
		assert.equal(finding?.code, 'invalid-toml');
		assert.equal(finding.severity, 'error');
		assert.match(finding.message, /^Not valid TOML: /);
		assert.ok(finding.span.start >= text.indexOf('dependencies') && finding.span.end <= text.length);
		assert.equal(more, undefined);
	});

	const tables: readonly (readonly [text: string, span: string])[] = [
		['[project]\ndependencies = "requests"', '"requests"'],
		['[project]\ndependencies = { requests = "1" }', '{ requests = "1" }'],
		['[project.optional-dependencies]\ndev = "requests"', '"requests"'],
		['[build-system]\nrequires = "hatchling"', '"hatchling"'],
		['[dependency-groups]\ndev = "requests"', '"requests"'],
		['[tool.poetry]\ndependencies = ["requests"]', '["requests"]'],
		['[tool.uv]\ndev-dependencies = 1', '1'],
	];
	for (const [text, span] of tables) {
		it(`points at a list of the wrong type: ${text.split('\n')[1]}`, async () => {
			assert.deepEqual(seen(text, await checked(text)), [`invalid-toml: ${span}`]);
		});
	}

	it('lets the rest of the file be checked', async () => {
		const text = '[build-system]\nrequires = "hatchling"\n[project]\ndependencies = ["nope"]';
		assert.deepEqual(seen(text, await checked(text)), ['invalid-toml: "hatchling"', 'unknown-package: nope']);
	});
});
