import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PackageNotFoundError } from '../../../src/core/errors.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { arrayOf } from '../../support/arbitrary-toml.ts';
import { checked, fixedAll, pyproject } from '../../support/checked.ts';
import { release } from '../../support/known-index.ts';

const meant = (name: string) => new PackageNotFoundError(`There is no package “${name}”`, { details: { didYouMean: ['requests'] } });

const packages = {
	requests: ['2.0', '1.5'],
	flask: [release('3.0', { yanked: true, requiresPython: '>=3.12' }), '2.0'],
	reqests: meant('reqests'),
	requsts: meant('requsts'),
};

/** What a list may hold, with the package that it means. */
const written: readonly (readonly [token: string, name: string])[] = [
	['"requests"', 'requests'],
	["'requests'", 'requests'],
	['"requests>1 <2"', 'requests'],
	['"requests; python_version >= 3.8"', 'requests'],
	["'requests; python_version >= 3.8'", 'requests'],
	['"requests 2"', 'requests'],
	['"reqests"', 'requests'],
	['"""reqests[x]>=1"""', 'requests'],
	['"requsts"', 'requests'],
	['"flask==3.0"', 'flask'],
	['"flask>=99"', 'flask'],
	['"flask=2.0"', 'flask'],
];

const keys = fc.uniqueArray(fc.constantFrom('requests = "1.5"', 'Requests = "1.5"', 'reqests = "1.5"', 'requsts = "1.5"', 'flask = "99"'));

async function namesAfterAll(text: string, passes: number): Promise<readonly string[]> {
	let now = text;
	for (let pass = 0; pass < passes; pass++) now = fixedAll(now, await checked(now, packages));
	const { project, syntaxError } = parsePyproject(now, pyproject);
	assert.ok(project, `${syntaxError?.error.message}\n${text}\n→\n${now}`);
	return project.requirements.map(({ source, name }) => `${source}: ${name}`);
}

describe('"Fix all"', () => {
	it('makes no choice of a version', async () => {
		const text = '[project]\nrequires-python = ">=3.9"\ndependencies = ["flask==3.0", "requests>=9"]\n';
		assert.equal(fixedAll(text, await checked(text, packages)), text);
	});

	it('leaves a file that parses and still names every package, whatever was wrong with it', async () => {
		const document = fc
			.record({ chosen: fc.array(fc.constantFrom(...written), { minLength: 1, maxLength: 6 }), table: keys })
			.chain(({ chosen, table }) =>
				arrayOf(fc.constant(chosen.map(([token]) => token))).map((array) => ({
					text: `[project]\ndependencies = ${array}\n[tool.poetry.dependencies]\n${table.map((line) => `${line}\n`).join('')}`,
					names: [
						...chosen.map(([, name]) => `project: ${name}`),
						...table.map((line) => (line.startsWith('flask') ? 'poetry: flask' : 'poetry: requests')),
					],
				})),
			);
		await fc.assert(
			fc.asyncProperty(document, async ({ text, names }) => {
				for (const passes of [1, 3]) {
					const after = (await namesAfterAll(text, passes)).map((name) => name.replace(/reqests|requsts/, 'requests'));
					assert.deepEqual([...new Set(after)].sort(), [...new Set(names)].sort());
				}
			}),
			{ numRuns: 150 },
		);
	});
});
