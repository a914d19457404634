import { paragraph } from '../tree.ts';
import type { Construct, Parsed, RstContext } from './construct.ts';
import { indentOf, isBlank } from './lines.ts';

/** A title under, or between, lines of one punctuation character. */
export const title: Construct = (lines, at, context) => {
	const [first = '', second = '', third = ''] = lines.slice(at, at + 3);
	if (isAdornment(first) && !isBlank(second) && third === first) return made(second, `${first[0]}${first[0]}`, at + 3, context);
	const isUnderlined = isAdornment(second) && !isAdornment(first) && indentOf(first) === 0;
	if (!isUnderlined || (second.length < first.length && second.length < 4)) return undefined;
	return made(first, second[0] ?? '', at + 2, context);
};

/** A line of punctuation alone divides. */
export const transition: Construct = (lines, at) => {
	const line = lines[at] ?? '';
	const isAlone = isAdornment(line) && line.length >= 4 && isBlank(lines[at - 1]) && isBlank(lines[at + 1]);
	return isAlone ? { blocks: [{ type: 'thematicBreak' }], next: at + 1 } : undefined;
};

/** Titles in quotes and lists are no sections. */
function made(text: string, style: string, next: number, context: RstContext): Parsed {
	const children = [...context.inline(text.trim())];
	if (context.depth > 0) return { blocks: [paragraph([{ type: 'strong', children }])], next };
	return { blocks: [{ type: 'heading', depth: context.headingLevel(style), children }], next };
}

function isAdornment(line: string): boolean {
	return line.length >= 2 && /^[!-/:-@[-`{-~]/.test(line) && line === (line[0] ?? '').repeat(line.length);
}
