/** Where each character of a decoded TOML string stands in its source. */
export type TokenOffsets = (decodedOffset: number) => number;

/**
 * For a string token (with its quotes) that stands at `start`: turns UTF-16 offsets into the decoded value into offsets into the file.
 * Without escapes the two run side by side, which nearly all do.
 */
export function tokenOffsets(token: string, start: number): TokenOffsets {
	const isMultiLine = token.startsWith('"""') || token.startsWith("'''");
	const open = isMultiLine ? 3 + newlineAt(token, 3) : 1;
	const hasNoCrlf = !token.includes('\r');
	if ((token.startsWith("'") || !token.includes('\\')) && hasNoCrlf) return (offset) => start + open + offset;
	const offsets = sourceOffsets(token, open, token.length - (isMultiLine ? 3 : 1), token.startsWith('"'));
	return (offset) => start + (offsets[Math.min(offset, offsets.length - 1)] ?? open);
}

/** For each UTF-16 unit of the decoded text, and for its end, its offset in the token. */
function sourceOffsets(token: string, from: number, to: number, hasEscapes: boolean): readonly number[] {
	const offsets: number[] = [];
	for (let at = from; at < to; ) {
		if (hasEscapes && token[at] === '\\') {
			const { length, units } = escapeAt(token, at);
			for (let unit = 0; unit < units; unit++) offsets.push(at);
			at += length;
		} else {
			offsets.push(at);
			// Decoded, a Windows line end is a line feed.
			at += token.startsWith('\r\n', at) ? 2 : 1;
		}
	}
	return [...offsets, to];
}

/** TOML 1.0, "String": `\uXXXX`, `\UXXXXXXXX`, one letter, or a backslash that swallows the line end and the blanks behind it. */
function escapeAt(token: string, at: number): { readonly length: number; readonly units: number } {
	const letter = token[at + 1];
	if (letter === 'u') return { length: 6, units: 1 };
	if (letter === 'U') return { length: 10, units: Number.parseInt(token.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
	if (letter !== undefined && /\s/.test(letter)) {
		let end = at + 1;
		while (/\s/.test(token[end] ?? '')) end++;
		return { length: end - at, units: 0 };
	}
	return { length: 2, units: 1 };
}

function newlineAt(token: string, at: number): number {
	if (token.startsWith('\r\n', at)) return 2;
	return token[at] === '\n' ? 1 : 0;
}
