import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import packageJson from '../../../package.json' with { type: 'json' };
import packageTexts from '../../../package.nls.json' with { type: 'json' };
import { textKey } from '../../../scripts/manifest.ts';
import { findingDefaults } from '../../../src/core/findings/finding.ts';
import { rules } from '../../../src/core/findings/rules.ts';
import { settingDefinitions } from '../../../src/core/settings.ts';
import { isSettingsKey, manifestConfiguration, manifestTexts } from '../../../src/core/settings-manifest.ts';

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
		const texts = Object.entries(packageTexts).filter(([key]) => isSettingsKey(key));
		assert.deepEqual(Object.fromEntries(texts), manifestTexts());
	});

	it('shows what package.nls.json has, and all of it', () => {
		assert.deepEqual(new Set(textKeys(packageJson)), new Set(Object.keys(packageTexts)));
	});

	for (const language of ['de', 'zh-cn']) {
		it(`names commands in messages as it does in the palette: ${language}`, async () => {
			const read = async (file: string) => JSON.parse(await readFile(new URL(file, root), 'utf8')) as Readonly<Record<string, string>>;
			const [titles, messages] = [await read(`package.nls.${language}.json`), await read(`l10n/bundle.l10n.${language}.json`)];
			const named = Object.entries(packageTexts).flatMap(([key, title]) =>
				Object.keys(messages).flatMap((text) => (key.startsWith('command.') && text.includes(`AutoDocs: ${title}`) ? [{ key, text }] : [])),
			);
			assert.ok(named.length > 0);
			for (const { key, text } of named) assert.ok(messages[text]?.includes(`AutoDocs: ${titles[key]}`), text);
		});
	}

	it('shows no text that cannot be translated but names', () => {
		assert.deepEqual(new Set(plainTexts(packageJson)), new Set(['AutoDocs']));
	});
});

/** Everything that is in a value, however deep. */
function* within(value: unknown, name = ''): Generator<readonly [name: string, value: unknown]> {
	yield [name, value];
	if (typeof value !== 'object' || value === null) return;
	for (const [key, part] of Object.entries(value)) yield* within(part, key);
}

function textKeys(manifest: unknown): readonly string[] {
	return [...within(manifest)].flatMap(([, value]) => textKey(value) ?? []);
}

const shown = /^(title|displayName|description|markdownDescription|category|name|label|contents|altText|contextualTitle)$/;

/** What VS Code shows, and has no key. */
function plainTexts({ displayName, description, capabilities, contributes }: typeof packageJson): readonly string[] {
	const { commands, views, viewsContainers, viewsWelcome, walkthroughs, configuration, mcpServerDefinitionProviders } = contributes;
	const { untrustedWorkspaces, virtualWorkspaces } = capabilities;
	const texts = [displayName, description, untrustedWorkspaces.description, virtualWorkspaces.description];
	const parts = [commands, views, viewsContainers, viewsWelcome, walkthroughs, configuration, mcpServerDefinitionProviders];
	const inParts = [...within(parts)]
		.filter(([name, value]) => typeof value === 'string' && shown.test(name))
		.map(([, value]) => String(value));
	return [...texts, ...inParts].filter((text) => textKey(text) === undefined);
}
