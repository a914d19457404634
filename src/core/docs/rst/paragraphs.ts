import { type Block, paragraph } from '../tree.ts';
import type { Construct, RstContext } from './construct.ts';
import { type Body, indentedBody, indentOf, isBlank, untilBlank } from './lines.ts';

/** An interactive Python session, up to the next empty line. */
export const doctest: Construct = (lines, at) => {
	if (!/^>>>(?: |$)/.test(lines[at] ?? '')) return undefined;
	const block = untilBlank(lines, at);
	return { blocks: [{ type: 'code', lang: 'python', value: block.join('\n') }], next: at + block.length };
};

export const blockQuote: Construct = (lines, at, context) => {
	if (indentOf(lines[at] ?? '') === 0) return undefined;
	const body = indentedBody(lines, at);
	return { blocks: [{ type: 'blockquote', children: [...context.parse(body.lines)] }], next: body.next };
};

/** What nothing else is. It may announce a literal block by `::` at its end. */
export function textBlock(
	lines: readonly string[],
	at: number,
	context: RstContext,
): { readonly blocks: readonly Block[]; readonly next: number } {
	const block = paragraphLines(lines, at);
	const source = block.map((line) => line.trim()).join('\n');
	const next = at + block.length;
	if (!source.endsWith('::')) return { blocks: paragraphOf(source, context), next };
	const literal = literalBody(lines, next);
	const announced = source === '::' || /\s::$/.test(source) ? source.slice(0, -2) : source.slice(0, -1);
	const code: readonly Block[] = literal.lines.length === 0 ? [] : [{ type: 'code', value: literal.lines.join('\n') }];
	return { blocks: [...paragraphOf(announced.trim(), context), ...code], next: literal.next };
}

/** Up to an empty line, or to an indented one behind `::`. */
function paragraphLines(lines: readonly string[], at: number): readonly string[] {
	const block = untilBlank(lines, at);
	const end = block.findIndex((line, index) => line.endsWith('::') && indentOf(block[index + 1] ?? '') > 0);
	return end === -1 ? block : block.slice(0, end + 1);
}

function literalBody(lines: readonly string[], from: number): Body {
	const indented = indentedBody(lines, from);
	if (indented.lines.length > 0) return indented;
	let start = from;
	while (start < lines.length && isBlank(lines[start])) start++;
	// A quoted literal block: each line begins with the same punctuation.
	const quote = /^[!-/:-@[-`{-~]/.exec(lines[start] ?? '')?.[0];
	const block = quote === undefined ? [] : untilBlank(lines, start);
	const isQuoted = block.length > 0 && quote !== '.' && block.every((line) => line.startsWith(quote ?? ''));
	return isQuoted ? { lines: block, next: start + block.length } : { lines: [], next: from };
}

function paragraphOf(source: string, context: RstContext): readonly Block[] {
	return source === '' ? [] : [paragraph(context.inline(source))];
}
