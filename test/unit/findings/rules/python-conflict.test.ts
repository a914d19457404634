import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/findings/finding.ts';
import { checked, fixed, seen } from '../../../support/checked.ts';
import { environmentWith } from '../../../support/environments.ts';
import { release } from '../../../support/known-index.ts';

const numpy = {
	numpy: [
		release('2.3.0', { requiresPython: '>=3.11' }),
		release('2.2.0', { requiresPython: '>=3.10' }),
		release('2.0.2', { requiresPython: '>=3.9' }),
	],
};

const file = (entry: string, python = '>=3.9,<3.13') =>
	`[project]\nrequires-python = "${python}"\ndependencies = [\n\t${entry}, # why\n]\n`;

const conflicts = (findings: readonly Finding[]) => findings.filter(({ code }) => code === 'python-conflict');

describe('python-conflict', () => {
	it('stands on the specifier and says which Pythons are shut out', async () => {
		const text = file('"numpy==2.3.0"');
		const findings = await checked(text, numpy);
		assert.deepEqual(seen(text, findings), ['python-conflict: ==2.3.0']);
		assert.equal(
			findings[0]?.message,
			'numpy 2.3.0 needs Python >=3.11, but this project is for >=3.9,<3.13: it cannot be installed on Python 3.9, 3.10.',
		);
		assert.deepEqual(findings[0]?.data['pythons'], ['3.9', '3.10']);
	});

	it('offers the newest release that supports all of them', async () => {
		const text = file('"numpy==2.3.0"');
		const [finding] = await checked(text, numpy);
		assert.deepEqual(fixed(text, finding), { 'Use numpy 2.0.2, which supports them all': file('"numpy==2.0.2"') });
	});

	const silent: readonly (readonly [what: string, text: string])[] = [
		['the specifier allows a release that fits', file('"numpy>=2"')],
		['the project wants Pythons that all fit', file('"numpy==2.3.0"', '>=3.11')],
		['the marker leaves only Pythons that fit', file('"numpy==2.3.0 ; python_version >= \'3.11\'"')],
		['the project does not say its Python', '[project]\ndependencies = ["numpy==2.3.0"]'],
		['its Python cannot be read', file('"numpy==2.3.0"', 'three')],
		[
			'it is for an environment with its own Python',
			'[project]\nrequires-python = ">=3.9"\n[tool.hatch.envs.x]\ndependencies = ["numpy==2.3.0"]',
		],
	];
	for (const [what, text] of silent) it(`is silent where ${what}`, async () => assert.deepEqual(conflicts(await checked(text, numpy)), []));

	it('is said of a project for one patch release', async () => {
		const [finding] = await checked(file('"numpy==2.3.0"', '==3.10.4'), numpy);
		assert.deepEqual([finding?.code, finding?.data['pythons']], ['python-conflict', ['3.10']]);
	});

	it('heeds what uv asks for a dependency group, and names it', async () => {
		const group = (python: string) =>
			`[project]\nrequires-python = ">=3.9,<3.13"\n[dependency-groups]\ndev = ["numpy==2.3.0"]\n[tool.uv.dependency-groups]\ndev = { requires-python = "${python}" }\n`;
		assert.deepEqual(await checked(group('>=3.11'), numpy), []);
		const [finding] = await checked(group('>=3.10'), numpy);
		assert.equal(
			finding?.message,
			'numpy 2.3.0 needs Python >=3.11, but this project is for >=3.9,<3.13 and its dependency group “dev” is for >=3.10: it cannot be installed on Python 3.10.',
		);
	});

	it('is said where the marker leaves a Python that does not fit', async () => {
		const text = file("\"numpy==2.3.0 ; python_version >= '3.10' and sys_platform == 'linux'\"");
		assert.deepEqual((await checked(text, numpy))[0]?.data['pythons'], ['3.10']);
	});

	it("reads Poetry's python", async () => {
		const text = '[tool.poetry.dependencies]\npython = "^3.9"\nnumpy = "2.3.0"\n';
		assert.deepEqual(seen(text, await checked(text, numpy)), ['python-conflict: 2.3.0']);
	});

	it('takes a Requires-Python that cannot be read as any', async () => {
		assert.deepEqual(await checked(file('"odd==1"'), { odd: [release('1', { requiresPython: 'three' })] }), []);
	});

	it('tells many Pythons as a range', async () => {
		const text = file('"new==1"');
		const [finding] = await checked(text, { new: [release('1', { requiresPython: '>=3.14' })] });
		assert.match(finding?.message ?? '', /cannot be installed on Python 3\.9 to 3\.12\.$/);
		assert.deepEqual(fixed(text, finding), {});
	});

	it('is said for the Python that the project runs on where it does not say which it is for', async () => {
		const text = '[project]\nname = "x"\ndependencies = ["numpy==2.3.0"]\n';
		const environment = { ...environmentWith(), python: '3.10.2' };
		const [finding] = conflicts(await checked(text, numpy, {}, { environment }));
		assert.equal(
			finding?.message,
			'numpy 2.3.0 needs Python >=3.11, but this project runs on Python 3.10.2 (.venv): it cannot be installed there.',
		);
		assert.deepEqual(conflicts(await checked(text, numpy, {}, { environment: environmentWith() })), []);
	});
});
