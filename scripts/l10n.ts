// The texts of the sources, and what of them is translated: `npm run l10n` writes l10n/bundle.l10n.json and brings the languages into step with it;
// with `--check` it writes nothing, and fails when anything is out of step or untranslated.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

type Texts = Record<string, unknown>;

const root = join(import.meta.dirname, '..');
const languages = ['de', 'zh-cn'];
const checking = process.argv.includes('--check');
const complaints: string[] = [];

const english: Texts = await getL10nJson(await sources());
await keep('l10n/bundle.l10n.json', english);
for (const language of languages) await translate(`l10n/bundle.l10n.${language}.json`, english);
for (const language of languages) await translate(`package.nls.${language}.json`, await read('package.nls.json'));

for (const complaint of complaints) console.log(complaint);
if (complaints.length === 0) console.log(`${Object.keys(english).length} texts, each in ${languages.join(', ')}`);
else process.exitCode = 1;

async function sources(): Promise<{ contents: string; extension: '.ts' }[]> {
	const files = (await readdir(join(root, 'src'), { recursive: true })).filter((file) => file.endsWith('.ts')).sort();
	const contents = await Promise.all(files.map((file) => readFile(join(root, 'src', file), 'utf8')));
	return contents.filter((text) => text.includes('@vscode/l10n')).map((text) => ({ contents: text, extension: '.ts' }));
}

/** A translation in the order of the texts, without those that are gone; each that is missing, or lacks a placeholder, is a complaint. */
async function translate(path: string, texts: Texts): Promise<void> {
	const known = await read(path);
	const kept = Object.fromEntries(Object.keys(texts).flatMap((key) => (key in known ? [[key, known[key]]] : [])));
	for (const key of Object.keys(texts)) {
		const text = message(texts[key]);
		if (!(key in kept)) complaints.push(`${path} lacks ${JSON.stringify(key)}: ${JSON.stringify(text)}`);
		else if (placeholders(text) !== placeholders(message(kept[key])))
			complaints.push(`${path}: other placeholders than in ${JSON.stringify(text)}`);
	}
	await keep(path, kept);
}

async function keep(path: string, texts: Texts): Promise<void> {
	const text = `${JSON.stringify(texts, undefined, '\t')}\n`;
	const before = await readFile(join(root, path), 'utf8').catch(() => '');
	if (before === text) return;
	if (checking) complaints.push(`${path} is not in step with the sources: npm run l10n`);
	else await writeFile(join(root, path), text);
}

async function read(path: string): Promise<Texts> {
	return JSON.parse(await readFile(join(root, path), 'utf8').catch(() => '{}')) as Texts;
}

function message(text: unknown): string {
	return typeof text === 'object' && text !== null && 'message' in text ? String(text.message) : String(text);
}

/** What is the same in every language: what is put in, names of settings, links to commands. */
function placeholders(text: string): string {
	return [...new Set(text.match(/\{\w+\}|`#?\w+\.[\w.]+#?`|\(command:[^)]*\)/g))].sort().join(' ');
}
