import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The manifest in a folder as VS Code shows it in English: each text in place of its `%key%`. Throws on a key that package.nls.json lacks. */
export async function readManifest(folder: string): Promise<ReturnType<typeof JSON.parse>> {
	const texts: Readonly<Record<string, string>> = JSON.parse(await readFile(join(folder, 'package.nls.json'), 'utf8'));
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'), (_, value: unknown) => textOf(value, texts));
}

/** The key of a value that is one. */
export function textKey(value: unknown): string | undefined {
	return typeof value === 'string' ? /^%([\w.-]+)%$/.exec(value)?.[1] : undefined;
}

function textOf(value: unknown, texts: Readonly<Record<string, string>>): unknown {
	const key = textKey(value);
	if (key === undefined) return value;
	const text = texts[key];
	if (text === undefined) throw new Error(`package.nls.json has no text ${key}`);
	return text;
}
