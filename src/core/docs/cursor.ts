import { createHash } from 'node:crypto';

/** Where a page begins: which of the sections in the order of reading, and which of its pieces. */
export interface Place {
	readonly section: number;
	readonly piece: number;
}

/** Opaque text for a place in what `of` names: it is good for nothing else. */
export function writeCursor({ section, piece }: Place, of: readonly (string | number)[]): string {
	return Buffer.from(`${fingerprint(of)}:${section}:${piece}`).toString('base64url');
}

/** Undefined for what `writeCursor` never wrote of the same. */
export function readCursor(text: string, of: readonly (string | number)[]): Place | undefined {
	if (text.length > 100) return undefined;
	const match = /^([\w-]+):(\d{1,6}):(\d{1,6})$/.exec(Buffer.from(text, 'base64url').toString());
	if (match === null || match[1] !== fingerprint(of)) return undefined;
	return { section: Number(match[2]), piece: Number(match[3]) };
}

function fingerprint(of: readonly (string | number)[]): string {
	return createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 12);
}
