const opening = /[rbuft]{0,2}("""|'''|"|')/iy;

/** Quotes within the braces of formatted strings, one in another: deeper ones end with their line. */
const deepest = 50;

/**
 * Behind the string literal that begins at `from`, with its prefix; undefined where none does (reference, "String and Bytes literals"). One that is
 * not closed ends before the line end, one in three quotes at the end of the text. In the braces of a formatted string its own quotes may stand
 * again (PEP 701).
 */
export function stringEnd(text: string, from: number, depth = 0): number | undefined {
	opening.lastIndex = from;
	const [prefix = '', quotes = ''] = opening.exec(text) ?? [];
	if (quotes === '') return undefined;
	const isFormatted = /[ft]/i.test(prefix.slice(0, -quotes.length));
	const start = from + prefix.length;
	if (quotes.length === 3) return blockEnd(text, start, quotes);
	return isFormatted && depth < deepest ? formattedEnd(text, start, quotes, depth) : plainEnd(text, start, quotes);
}

function plainEnd(text: string, from: number, quote: string): number {
	for (let at = from; at < text.length; at++) {
		const character = text[at];
		if (character === quote) return at + 1;
		if (character === '\n' || character === '\r') return at;
		if (character === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
	}
	return text.length;
}

function blockEnd(text: string, from: number, quotes: string): number {
	for (let at = from; at < text.length; at++) {
		if (text[at] === '\\') at++;
		else if (text.startsWith(quotes, at)) return at + 3;
	}
	return text.length;
}

function formattedEnd(text: string, from: number, quote: string, depth: number): number {
	let braces = 0;
	for (let at = from; at < text.length; at++) {
		const character = text[at];
		const inner = braces > 0 ? stringEnd(text, at, depth + 1) : undefined;
		if (inner !== undefined) at = inner - 1;
		else if (character === quote) return at + 1;
		else if (character === '\n' || character === '\r') return at;
		else if (character === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
		else if (character === '{' && braces === 0 && text[at + 1] === '{') at++;
		else if (character === '{') braces++;
		else if (character === '}') braces = Math.max(0, braces - 1);
	}
	return text.length;
}
