import assert from 'node:assert/strict';
import { importedFrom } from '../../../src/core/imports/distribution-of.ts';

const owners = new Map([
	['yaml', new Set(['pyyaml'])],
	['google', new Set(['google-cloud-storage', 'protobuf', 'google-auth'])],
	['google.cloud', new Set(['google-cloud-storage', 'google-cloud-bigquery'])],
	['google.cloud.storage', new Set(['google-cloud-storage'])],
	['google.cloud.bigquery', new Set(['google-cloud-bigquery'])],
	['google.protobuf', new Set(['protobuf'])],
	['dataclasses', new Set(['dataclasses'])],
]);

const table: readonly [what: string, module: string, names: readonly string[], wanted: string | undefined][] = [
	['what is installed', 'yaml', [], 'installed pyyaml'],
	['a module below', 'yaml.nodes', ['Node'], 'installed pyyaml'],
	['one part of a namespace', 'google.cloud.storage', ['Client'], 'installed google-cloud-storage'],
	['parts of a namespace that are taken from it', 'google.cloud', ['storage'], 'installed google-cloud-storage'],
	['several parts', 'google.cloud', ['storage', 'bigquery'], 'installed google-cloud-storage google-cloud-bigquery'],
	['a namespace alone', 'google.cloud', [], 'installed google-cloud-storage google-cloud-bigquery'],
	['what is known', 'sklearn.svm', [], 'known scikit-learn'],
	['what is known, in its exact spelling alone', 'pil', [], 'alike pil'],
	['a name as people call a module', 'np', [], 'alike np'],
	['the same name', 'Flask_Login', [], 'alike flask-login'],
	['the standard library', 'os.path', ['join'], undefined],
	['the standard library, with capitals', 'cProfile', [], undefined],
	['a backport of it', 'dataclasses', [], undefined],
	['the future', '__future__', ['annotations'], undefined],
];

describe('the distribution of an import', () => {
	for (const [what, module, names, wanted] of table) {
		it(`is found: ${what}`, () => {
			const found = importedFrom(module, names, owners);
			assert.equal(found && [found.from, ...found.names].join(' '), wanted);
		});
	}

	it('is that of its name where no environment is known', () => {
		assert.deepEqual(importedFrom('yaml', [], undefined), { names: ['pyyaml'], from: 'known' });
	});
});
