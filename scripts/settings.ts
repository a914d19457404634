// Writes the settings of src/core/settings.ts into package.json, its one list in the manifest, and their texts into package.nls.json:
// `node scripts/settings.ts`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSettingsKey, manifestConfiguration, manifestTexts } from '../src/core/settings-manifest.ts';

const root = join(import.meta.dirname, '..');

await change('package.json', (manifest) => {
	manifest.contributes.configuration = manifestConfiguration();
	return manifest;
});
await change('package.nls.json', (texts) => {
	const others = Object.entries(texts).filter(([key]) => !isSettingsKey(key));
	return { ...Object.fromEntries(others), ...manifestTexts() };
});

async function change(name: string, changed: (content: ReturnType<typeof JSON.parse>) => unknown): Promise<void> {
	const file = join(root, name);
	const content = changed(JSON.parse(await readFile(file, 'utf8')));
	await writeFile(file, `${JSON.stringify(content, null, '\t')}\n`);
}
