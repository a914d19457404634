import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const bundle = join(import.meta.dirname, '..', '..', 'l10n', 'bundle.l10n.json');

/** A language in which each text stands in brackets, and is longer by a third: what is shown without them is not translated. */
export const pseudoLanguage: Record<string, string> = new Proxy({}, { get: (_, text) => pseudo(String(text)) });

/** The same as data, for another process: of the texts that `npm run l10n` found. */
export async function pseudoTexts(): Promise<Readonly<Record<string, string>>> {
	const texts: unknown = JSON.parse(await readFile(bundle, 'utf8'));
	if (typeof texts !== 'object' || texts === null) throw new Error(`${bundle} holds no texts`);
	return Object.fromEntries(Object.keys(texts).map((text) => [text, pseudo(text)]));
}

/** Of texts in the manifest, whose links to commands go on working: line by line, and of a line that is a link the label. */
export function pseudoManifestTexts(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.split('\n').map(pseudoLine).join('\n')]));
}

function pseudoLine(line: string): string {
	const [, label, target] = /^\[([^\]]+)\](\(command:[^)]*\))$/.exec(line) ?? [];
	return label === undefined || target === undefined ? pseudo(line) : `[${pseudo(label)}]${target}`;
}

function pseudo(text: string): string {
	return `⟦${text}${'~'.repeat(Math.ceil(text.length / 3))}⟧`;
}

/** The words of a text that are in no brackets, those of `data` left out: names, versions, codes, whatever is the same in all languages. */
export function untranslated(shown: string, data: readonly string[] = []): readonly string[] {
	const bare = [...data].sort((a, b) => b.length - a.length).reduce((text, known) => text.replaceAll(known, ' '), shown);
	return outsideBrackets(bare).match(/\p{L}{3,}/gu) ?? [];
}

/** That a text is translated, and all of it. `data`: as of {@link untranslated}. */
export function assertTranslated(shown: string, data: readonly string[] = []): void {
	assert.match(shown, /⟦/);
	assert.deepEqual(untranslated(shown, data), [], shown);
}

/** Texts may stand in texts. */
function outsideBrackets(text: string): string {
	const outside: string[] = [];
	let depth = 0;
	for (const character of text) {
		if (character === '⟦') depth++;
		if (depth === 0) outside.push(character);
		if (character === '⟧') depth--;
	}
	return outside.join('');
}
