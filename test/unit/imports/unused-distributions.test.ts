import assert from 'node:assert/strict';
import { UnusedDistributions } from '../../../src/core/imports/unused-distributions.ts';

const owners = new Map(
	Object.entries({
		yaml: ['pyyaml'],
		rest_framework: ['djangorestframework'],
		google: ['google-cloud-storage', 'google-cloud-bigquery'],
		'google.cloud': ['google-cloud-storage', 'google-cloud-bigquery'],
		'google.cloud.storage': ['google-cloud-storage'],
		'google.cloud.bigquery': ['google-cloud-bigquery'],
		psycopg2: ['psycopg2-binary'],
	}).map(([module, names]) => [module, new Set(names)] as const),
);
const judged = ['pyyaml', 'djangorestframework', 'google-cloud-storage', 'google-cloud-bigquery', 'psycopg2-binary', 'not-installed'];
const without = (...names: readonly string[]) => judged.filter((name) => name !== 'not-installed' && !names.includes(name)).sort();

function unused(text: string, isPython = true): readonly string[] {
	const search = new UnusedDistributions(judged, owners);
	search.take(text, isPython);
	return [...search.names].sort();
}

describe('a distribution that is not used', () => {
	const table: readonly (readonly [what: string, text: string, used: readonly string[]])[] = [
		['nothing', 'import os\n', []],
		['an import', 'import yaml as y\n', ['pyyaml']],
		[
			'an import in a function that may fail',
			'def f():\n    try:\n        import yaml\n    except ImportError:\n        pass\n',
			['pyyaml'],
		],
		['one of several that share a module', 'from google.cloud import storage\n', ['google-cloud-storage']],
		['a shared module by itself', 'import google\n', ['google-cloud-storage', 'google-cloud-bigquery']],
		['the part of a shared module that is its own', "load('google.cloud.bigquery')\n", ['google-cloud-bigquery']],
		['a name in a setting', "INSTALLED_APPS = ['rest_framework']\n", ['djangorestframework']],
		['a name in a URL', "url = 'postgresql+psycopg2://localhost'\n", ['psycopg2-binary']],
		['its own name in a comment', '# needs PyYAML\n', ['pyyaml']],
		['a word that only begins like it', 'yamls = psycopg2_pool = 1\n', []],
	];
	for (const [what, text, used] of table) it(`is told from a text with ${what}`, () => assert.deepEqual(unused(text), without(...used)));

	it('is told by imports in sources alone, where nothing else does', () => {
		assert.deepEqual(unused('import google.cloud'), without('google-cloud-storage', 'google-cloud-bigquery'));
		assert.deepEqual(unused('import google.cloud', false), without());
	});

	it('is named in other texts than sources', () => {
		assert.deepEqual(unused('{"source": ["import yaml\\n"]}', false), without('pyyaml'));
	});
});
