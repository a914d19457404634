import type { BlockContent, DefinitionContent, TableCell, TableRow } from 'mdast';
import { type Block, plainText } from '../tree.ts';

/** A list of lists, as a table. Rows that have nothing behind their first cell (badges, once images are gone) are left out. */
export function listTable(blocks: readonly Block[]): readonly Block[] {
	const [list] = blocks;
	if (list?.type !== 'list') return blocks;
	const rows = list.children
		.map(({ children }) => tableRow(children))
		.filter((row) => row.children.slice(1).some((cell) => plainText([cell]).trim() !== ''));
	const columns = Math.max(0, ...rows.map((row) => row.children.length));
	return rows.length === 0 ? [] : [{ type: 'table', align: Array.from({ length: columns }, () => null), children: rows }];
}

function tableRow(blocks: readonly (BlockContent | DefinitionContent)[]): TableRow {
	const [cells] = blocks;
	const items = cells?.type === 'list' ? cells.children : [];
	return {
		type: 'tableRow',
		children: items.map(
			({ children: [first] }): TableCell => ({ type: 'tableCell', children: first?.type === 'paragraph' ? first.children : [] }),
		),
	};
}
