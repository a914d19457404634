/** What stands open at a place of a TOML text: the offset of a string's first quote, or of the innermost bracket. */
export interface Unclosed {
	readonly string: number | undefined;
	readonly bracket: number | undefined;
}

/** Finds what is still open at `end`. Linear; looks at strings, comments and brackets only, so that it also reads what is no TOML. */
export function unclosedAt(text: string, end: number): Unclosed {
	const brackets: number[] = [];
	for (let at = 0; at < end; ) {
		const char = text.charAt(at);
		if (char === '#') {
			at = lineEnd(text, at);
			continue;
		}
		const close = isQuote(char) ? stringEnd(text, at) : at + 1;
		if (close === undefined || (isQuote(char) && close > end)) return { string: at, bracket: brackets.at(-1) };
		if (char === '[' || char === '{') brackets.push(at);
		if (char === ']' || char === '}') brackets.pop();
		at = close;
	}
	return { string: undefined, bracket: brackets.at(-1) };
}

/** Where the first string of more than `most` UTF-16 units begins. */
export function longStringIn(text: string, most: number): number | undefined {
	for (let at = 0; at < text.length; ) {
		const char = text.charAt(at);
		const end = char === '#' ? lineEnd(text, at) : isQuote(char) ? (stringEnd(text, at) ?? text.length) : at + 1;
		if (isQuote(char) && end - at > most) return at;
		at = end;
	}
	return undefined;
}

/** Offset behind the closing quotes of the string that begins at `open`; undefined when nothing closes it. */
function stringEnd(text: string, open: number): number | undefined {
	const quote = text.charAt(open);
	const isBlock = text.startsWith(quote.repeat(3), open);
	const closing = isBlock ? quote.repeat(3) : quote;
	for (let at = open + closing.length; at < text.length; at++) {
		const char = text.charAt(at);
		if (char === '\\' && quote === '"') at++;
		else if (char === '\n' && !isBlock) return undefined;
		else if (char === quote && text.startsWith(closing, at)) return isBlock ? blockEnd(text, at + 3, quote) : at + 1;
	}
	return undefined;
}

/** A block may end in one or two quotes of its own, in front of the three that close it. */
function blockEnd(text: string, behind: number, quote: string): number {
	let end = behind;
	while (end < behind + 2 && text[end] === quote) end++;
	return end;
}

function isQuote(char: string): boolean {
	return char === '"' || char === "'";
}

function lineEnd(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	return newline === -1 ? text.length : newline;
}
