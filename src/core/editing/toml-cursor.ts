import type { Span } from '../span.ts';

/** What stands at a place of a TOML text, be it finished or half typed. */
export interface TomlCursor {
	/** A key that is being written, or what is between the quotes of a string. */
	readonly kind: 'key' | 'string';
	/** Of a string without its quotes; one that is never closed ends with its line. */
	readonly span: Span;
	/** The keys that lead there from the root: of a key those of its table alone, of a string its own too. Arrays have none. */
	readonly path: readonly string[];
	/** Of a string: the character it is quoted by. */
	readonly quote: string;
}

interface Frame {
	readonly bracket: '[' | '{';
	/** Of an inline table: the key whose value is being read; undefined where a key is expected. */
	key: readonly string[] | undefined;
}

/** What is at `offset`; undefined in comments, headers and values that are no strings. Linear; never throws. */
export function tomlCursorAt(text: string, offset: number): TomlCursor | undefined {
	return new CursorFinder(text, offset).find();
}

const bareKey = /[\w-]/;

/** Walks a text up to a place. A string ends with its line, and an array where a header or key of a new line shows that it was never closed. */
class CursorFinder {
	readonly #text: string;
	readonly #offset: number;
	#at = 0;
	#header: readonly string[] = [];
	#key: readonly string[] | undefined;
	#frames: Frame[] = [];
	#found: TomlCursor | undefined;

	constructor(text: string, offset: number) {
		this.#text = text;
		this.#offset = offset;
	}

	find(): TomlCursor | undefined {
		let isLineStart = true;
		while (this.#found === undefined && this.#at <= this.#offset) {
			if (isLineStart && this.#beginsAnew()) this.#reset();
			if (isLineStart && this.#expectsKey && this.#readHeader()) continue;
			const char = this.#text.charAt(this.#at);
			isLineStart = char === '\n';
			if (!this.#step(char)) return undefined;
		}
		return this.#found;
	}

	/** Whether what comes is a key. */
	get #expectsKey(): boolean {
		const frame = this.#frames.at(-1);
		return frame === undefined ? this.#key === undefined : frame.bracket === '{' && frame.key === undefined;
	}

	/** One token; false where the place is in what is neither key nor string. */
	#step(char: string): boolean {
		if (char === '#') {
			this.#at = lineEnd(this.#text, this.#at);
			return this.#at < this.#offset;
		}
		if (this.#expectsKey && (char === '"' || char === "'" || bareKey.test(char))) this.#readKey();
		else if (char === '"' || char === "'") this.#readString(char);
		else this.#readMark(char);
		return true;
	}

	#readMark(char: string): void {
		if (this.#at === this.#offset && this.#expectsKey) {
			this.#find('key', { start: this.#at, end: this.#at }, '');
			return;
		}
		const frame = this.#frames.at(-1);
		if (char === '[' || char === '{') this.#frames.push({ bracket: char, key: undefined });
		else if (char === ']' || char === '}') this.#frames.pop();
		else if (char === ',' && frame?.bracket === '{') frame.key = undefined;
		else if (char === '\n' && frame === undefined) this.#key = undefined;
		this.#at++;
	}

	/** A dotted key, with what is between it and its `=`. Without one the line is but a key that is being typed. */
	#readKey(): void {
		const start = this.#at;
		const match = /(?:"[^"\n]*"?|'[^'\n]*'?|[\w-]+|[ \t]*\.[ \t]*)+/y;
		match.lastIndex = start;
		const written = match.exec(this.#text)?.[0] ?? '';
		const end = start + written.trimEnd().length;
		const parts = keyParts(written);
		if (this.#offset <= end) {
			const last = /[^.\s]*$/.exec(written.trimEnd())?.[0] ?? '';
			const span = { start: end - last.length, end };
			if (this.#offset >= span.start) this.#find('key', span, '', parts.slice(0, -1));
			this.#at = this.#offset + 1;
			return;
		}
		this.#at = end;
		const equals = /[ \t]*=/y;
		equals.lastIndex = end;
		if (!equals.test(this.#text)) return;
		if (this.#offset < equals.lastIndex) this.#at = this.#offset + 1;
		else this.#at = equals.lastIndex;
		const frame = this.#frames.at(-1);
		if (frame === undefined) this.#key = parts;
		else frame.key = parts;
	}

	#readString(quote: string): void {
		const isBlock = this.#text.startsWith(quote.repeat(3), this.#at);
		const start = this.#at + (isBlock ? 3 : 1);
		const { end, behind } = stringEnd(this.#text, start, quote, isBlock);
		if (start <= this.#offset && this.#offset <= end) this.#find('string', { start, end }, quote);
		this.#at = Math.max(behind, start);
	}

	/** A `[header]` at the start of a line; the rest of its line is passed over. */
	#readHeader(): boolean {
		const line = this.#text.slice(this.#at, lineEnd(this.#text, this.#at));
		const header = /^[ \t]*\[{1,2}([^\]\n]*)/.exec(line);
		if (header === null) return false;
		this.#header = keyParts(header[1] ?? '');
		this.#key = undefined;
		this.#at += line.length;
		if (this.#at < this.#offset) return true;
		this.#at = this.#offset + 1;
		return true;
	}

	/** A line that cannot stand inside the array that is open. */
	#beginsAnew(): boolean {
		if (this.#frames.length === 0 && this.#key === undefined) return false;
		const line = this.#text.slice(this.#at, this.#at + 200).split('\n', 1)[0] ?? '';
		return /^\[{1,2}[A-Za-z][\w-]*(?:\.[\w-]+)*\]{1,2}\s*(?:#|$)/.test(line) || /^[\w-]+[ \t]*=[ \t]*["'[{\w]/.test(line);
	}

	#reset(): void {
		this.#frames = [];
		this.#key = undefined;
	}

	#find(kind: TomlCursor['kind'], span: Span, quote: string, dotted: readonly string[] = []): void {
		const keys = [this.#key ?? [], ...this.#frames.map((frame) => frame.key ?? [])].flat();
		this.#found = { kind, span, quote, path: [...this.#header, ...keys, ...dotted] };
	}
}

function keyParts(written: string): readonly string[] {
	return [...written.matchAll(/"([^"]*)"?|'([^']*)'?|([\w-]+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function stringEnd(text: string, start: number, quote: string, isBlock: boolean): { readonly end: number; readonly behind: number } {
	const closing = isBlock ? quote.repeat(3) : quote;
	for (let at = start; at < text.length; at++) {
		if (text[at] === '\\' && quote === '"' && text[at + 1] !== '\n') at++;
		else if (text.startsWith(closing, at)) return { end: at, behind: at + closing.length };
		else if (!isBlock && (text[at] === '\n' || text[at] === '\r')) return { end: at, behind: at };
	}
	return { end: text.length, behind: text.length };
}

function lineEnd(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	return newline === -1 ? text.length : newline;
}
