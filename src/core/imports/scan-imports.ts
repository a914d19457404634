import type { Span } from '../span.ts';
import { Blocks } from './blocks.ts';
import { logicalLines, type Token } from './logical-lines.ts';

/** One module that a Python source imports. Spans are UTF-16 offsets. */
export interface ImportedModule {
	/** With its dots, as in `google.cloud`. */
	readonly module: string;
	readonly span: Span;
	/** What `from … import` takes of it, each of which may be a module; no `*`. */
	readonly names: readonly { readonly name: string; readonly span: Span }[];
	/**
	 * `optional`: in a `try` that expects an ImportError, or where that is caught. `types`: for type checkers alone.
	 */
	readonly purpose: 'runtime' | 'optional' | 'types';
	/** Not in a function nor under an `if`: the source cannot be used without it. */
	readonly isUnconditional: boolean;
}

/** UTF-16 units; no person writes a longer source. */
const longestSource = 2_000_000;

/** Imports of one source that are looked at. */
const mostImports = 5000;

/**
 * The absolute imports of a Python source, in its order. Never throws: what does not parse hides no more than its own line. What the code would
 * import by other means (`importlib`) is not seen.
 */
export function scanImports(text: string): readonly ImportedModule[] {
	if (text.length > longestSource) return [];
	const blocks = new Blocks();
	const found: { readonly imported: Omit<ImportedModule, 'purpose'>; readonly purpose: () => ImportedModule['purpose'] }[] = [];
	for (const { indent, tokens } of logicalLines(text)) {
		const purpose = blocks.enter(indent, tokens);
		const { isUnconditional } = blocks;
		for (const statement of statements(tokens)) {
			for (const imported of importsOf(statement)) found.push({ imported: { ...imported, isUnconditional }, purpose });
		}
		if (found.length > mostImports) break;
	}
	return found.slice(0, mostImports).map(({ imported, purpose }) => ({ ...imported, purpose: purpose() }));
}

const compound: ReadonlySet<string> = new Set([
	...['if', 'elif', 'else', 'try', 'except', 'finally', 'for', 'while', 'with', 'def', 'class', 'async'],
]);

/** Those of one logical line: behind the colon of a compound one, and between semicolons. Only imports are whole. */
function statements(tokens: readonly Token[]): readonly (readonly Token[])[] {
	const start = compound.has(tokens[0]?.text ?? '') ? colonAt(tokens) + 1 : 0;
	const parts: Token[][] = [[]];
	for (const token of tokens.slice(start)) {
		if (token.text === ';') parts.push([]);
		else parts.at(-1)?.push(token);
	}
	return parts;
}

/** Of the first colon outside of brackets, or the end. */
function colonAt(tokens: readonly Token[]): number {
	let depth = 0;
	for (const [i, { text }] of tokens.entries()) {
		if ('([{'.includes(text)) depth++;
		else if (')]}'.includes(text)) depth--;
		else if (text === ':' && depth === 0) return i;
	}
	return tokens.length;
}

/** What one statement says by itself. */
type Imported = Omit<ImportedModule, 'purpose' | 'isUnconditional'>;

function importsOf(statement: readonly Token[]): readonly Imported[] {
	const [first] = statement;
	if (first?.text === 'import') return commaParts(statement.slice(1)).flatMap((part) => moduleOf(part) ?? []);
	if (first?.text !== 'from') return [];
	const at = statement.findIndex(({ text }) => text === 'import');
	const module = at === -1 ? undefined : moduleOf(statement.slice(1, at));
	if (module === undefined) return [];
	const names = commaParts(statement.slice(at + 1).filter(({ text }) => text !== '(' && text !== ')')).flatMap(([name]) =>
		name !== undefined && isWord(name) ? [{ name: name.text, span: { start: name.start, end: name.end } }] : [],
	);
	return [{ ...module, names }];
}

/** `a.b.c`, whatever follows (`as d`). Undefined for relative ones and what is none. */
function moduleOf(tokens: readonly Token[]): Imported | undefined {
	const [first] = tokens;
	if (first === undefined || !isWord(first)) return undefined;
	let last = 0;
	while (tokens[last + 1]?.text === '.' && isWord(tokens[last + 2])) last += 2;
	const parts = tokens.slice(0, last + 1);
	return { module: parts.map(({ text }) => text).join(''), span: { start: first.start, end: parts.at(-1)?.end ?? first.end }, names: [] };
}

function commaParts(tokens: readonly Token[]): readonly (readonly Token[])[] {
	const parts: Token[][] = [[]];
	for (const token of tokens) {
		if (token.text === ',') parts.push([]);
		else parts.at(-1)?.push(token);
	}
	return parts;
}

function isWord(token: Token | undefined): boolean {
	return token !== undefined && /^[\p{ID_Start}_]/u.test(token.text);
}
