import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import packageJson from '../../../package.json' with { type: 'json' };
import { settingDefinitions } from '../../../src/core/config.ts';
import { findingDefaults } from '../../../src/core/findings/finding.ts';
import { rules } from '../../../src/core/findings/rules.ts';
import { manifestConfiguration } from '../../../src/core/settings-manifest.ts';

const root = new URL('../../../', import.meta.url);
const codes = Object.keys(findingDefaults).sort();

async function names(folder: string, ending: string): Promise<readonly string[]> {
	const files = await readdir(new URL(folder, root));
	return files
		.filter((file) => file.endsWith(ending))
		.map((file) => file.slice(0, -ending.length))
		.sort();
}

describe('every finding', () => {
	it('has one rule', () => assert.deepEqual(rules.map(({ code }) => code).sort(), codes));

	it('has one file, and one test', async () => {
		assert.deepEqual(await names('src/core/findings/rules/', '.ts'), codes);
		assert.deepEqual(await names('test/unit/findings/rules/', '.test.ts'), codes);
	});

	it('has one page that explains it', async () => {
		const pages = (await names('docs/findings/', '.md')).filter((page) => page !== 'README');
		assert.deepEqual(pages, codes);
		for (const code of codes) {
			const page = await readFile(new URL(`docs/findings/${code}.md`, root), 'utf8');
			assert.ok(page.includes(code), `${code}.md names its finding`);
		}
	});

	it('has a setting', () => {
		const settings = Object.keys(settingDefinitions).filter((key) => key.startsWith('findings.') && key !== 'findings.ignoredPackages');
		assert.deepEqual(settings.map((key) => key.slice('findings.'.length)).sort(), codes);
	});
});

describe('the manifest', () => {
	it('declares each setting as it is read', () => {
		assert.deepEqual(packageJson.contributes.configuration, manifestConfiguration());
	});
});
