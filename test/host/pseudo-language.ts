import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pseudoManifestTexts, pseudoTexts } from '../support/pseudo-language.ts';

/** As VS Code names the language for tests of translations. */
export const pseudoLanguageId = 'qps-ploc';

/** Adds the pseudo-language to the AutoDocs that is installed below `data`. */
export async function addPseudoLanguage(data: string): Promise<void> {
	const extensions = join(data, 'extensions');
	const name = (await readdir(extensions)).find((folder) => folder.startsWith('autodocs.autodocs-'));
	if (name === undefined) throw new Error(`AutoDocs is not installed in ${extensions}`);
	const installed = join(extensions, name);
	await writeFile(join(installed, 'l10n', `bundle.l10n.${pseudoLanguageId}.json`), JSON.stringify(await pseudoTexts()));
	const texts = JSON.parse(await readFile(join(installed, 'package.nls.json'), 'utf8')) as Readonly<Record<string, string>>;
	await writeFile(join(installed, `package.nls.${pseudoLanguageId}.json`), JSON.stringify(pseudoManifestTexts(texts)));
}

/** What a page runs before VS Code's own scripts: the language they, and the extension host with them, take for the person's. */
export const speakPseudoLanguage = `globalThis._VSCODE_NLS_LANGUAGE = '${pseudoLanguageId}'`;
