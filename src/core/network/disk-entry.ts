import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Json } from '../json.ts';
import type { StoredAnswer } from './stored-answer.ts';

/*
 * The on-disk format, version 1. An entry is one file of UTF-8 text, three lines:
 *
 *   autodocs-cache 1 <SHA-256 of all that follows this line, hex>
 *   {"key":<SHA-256 of the key, hex>,"packageName":…,"fetchedAt":<ms since the epoch>,"freshness":{…}}
 *   <the payload as JSON, to the end of the file>
 *
 * It stands at `v1/<aa>/<package>-<key>`: the first 16 hex digits of the package name's SHA-256 (its first two are <aa>) and the key's
 * SHA-256, so that all entries of a package are found by listing one folder. Its modification time says when it was last used.
 * An entry appears whole, by renaming a file of `v1/tmp/`. Folders of other versions are left alone.
 */
export const formatFolder = 'v1';
const magic = 'autodocs-cache 1';

const headerSchema = z.object({
	key: z.string(),
	packageName: z.string(),
	fetchedAt: z.number(),
	freshness: z.object({
		lifetimeMs: z.number(),
		etag: z.string().nullable(),
		lastModified: z.string().nullable(),
		volatile: z.boolean(),
	}),
});

export type EntryHeader = z.infer<typeof headerSchema>;

/** The path of an entry below the cache folder, in parts. */
export function entryPath(key: string, packageName: string): readonly [string, string, string] {
	const name = packagePrefix(packageName);
	return [formatFolder, name.slice(0, 2), `${name}-${sha256(key)}`];
}

/** How the names of all entries of a package begin. */
export function packagePrefix(packageName: string): string {
	return sha256(packageName).slice(0, 16);
}

export function encodeEntry(key: string, answer: StoredAnswer): string {
	const { packageName, fetchedAt, freshness, value } = answer;
	const header: EntryHeader = { key: sha256(key), packageName, fetchedAt, freshness };
	const content = `${JSON.stringify(header)}\n${JSON.stringify(value)}`;
	return `${magic} ${sha256(content)}\n${content}`;
}

/** Undefined when it is torn, changed, of another version or of another key. */
export function decodeEntry(key: string, text: string): StoredAnswer | undefined {
	const first = text.indexOf('\n');
	const second = text.indexOf('\n', first + 1);
	const content = text.slice(first + 1);
	if (first < 0 || second < 0 || text.slice(0, first) !== `${magic} ${sha256(content)}`) return undefined;
	const header = parseHeader(text.slice(first + 1, second));
	if (header === undefined || header.key !== sha256(key)) return undefined;
	const payload = text.slice(second + 1);
	const value = parseJson(payload);
	const { packageName, fetchedAt, freshness } = header;
	return value === undefined ? undefined : { packageName, fetchedAt, freshness, value, bytes: Buffer.byteLength(payload) };
}

/** Of the beginning of an entry, as long as it holds the first two lines. Not verified: good enough to list what is there. */
export function peekHeader(beginning: string): EntryHeader | undefined {
	const [first, second] = beginning.split('\n', 2);
	return first?.startsWith(magic) && second !== undefined ? parseHeader(second) : undefined;
}

function parseHeader(line: string): EntryHeader | undefined {
	return headerSchema.safeParse(parseJson(line)).data;
}

/** Undefined when it is none: no entry of ours. */
function parseJson(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}
