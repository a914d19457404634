import { type Block, paragraph, text } from '../tree.ts';
import type { Construct, RstContext } from './construct.ts';
import { explicitMarkup } from './directives.ts';
import { InlineReader } from './inline.ts';
import { isBlank, rstLines } from './lines.ts';
import { bulletList, definitionList, enumeratedList, fieldList, lineBlock, optionList } from './lists.ts';
import { blockQuote, doctest, textBlock } from './paragraphs.ts';
import { collectReferences } from './references.ts';
import { gridTable, simpleTable } from './tables.ts';
import { title, transition } from './titles.ts';

/** Bodies nested deeper are shown as they are. */
const maxDepth = 10;

const constructs: readonly Construct[] = [
	explicitMarkup,
	simpleTable,
	title,
	transition,
	doctest,
	gridTable,
	bulletList,
	enumeratedList,
	fieldList,
	optionList,
	lineBlock,
	blockQuote,
	definitionList,
];

/**
 * Reads reStructuredText as READMEs use it: sections, lists, tables, literal blocks, directives, references. Never throws; what is no
 * construct is text. Linear in the source, apart from nesting, which is bounded. The result is not yet safe: it goes through `sanitise`.
 */
export function rstBlocks(source: string): readonly Block[] {
	const lines = rstLines(source);
	const inline = new InlineReader(collectReferences(lines));
	const styles: string[] = [];
	const headingLevel = (style: string) => {
		if (!styles.includes(style)) styles.push(style);
		return Math.min(styles.indexOf(style) + 1, 6) as 1 | 2 | 3 | 4 | 5 | 6;
	};
	const contextAt = (depth: number): RstContext => ({
		depth,
		inline: (text) => inline.read(text),
		parse: (body) => (depth >= maxDepth ? asText(body) : parse(body, contextAt(depth + 1))),
		headingLevel,
	});
	return parse(lines, contextAt(0));
}

function parse(lines: readonly string[], context: RstContext): readonly Block[] {
	const blocks: Block[] = [];
	let at = 0;
	while (at < lines.length) {
		if (isBlank(lines[at])) {
			at++;
			continue;
		}
		const parsed = firstOf(lines, at, context) ?? textBlock(lines, at, context);
		for (const block of parsed.blocks) blocks.push(block);
		at = Math.max(parsed.next, at + 1);
	}
	return blocks;
}

function firstOf(lines: readonly string[], at: number, context: RstContext) {
	for (const construct of constructs) {
		const parsed = construct(lines, at, context);
		if (parsed !== undefined) return parsed;
	}
	return undefined;
}

function asText(lines: readonly string[]): readonly Block[] {
	return lines.every(isBlank) ? [] : [paragraph([text(lines.join('\n'))])];
}
