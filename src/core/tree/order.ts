import type { RequirementRow } from './requirement-row.ts';

/** By what the requirements of a group are ordered. */
export const treeOrders = ['problem', 'file', 'name', 'age'] as const;
export type TreeOrder = (typeof treeOrders)[number];

/** Those that are alike stay in the order of the file. */
export function ordered(rows: readonly RequirementRow[], order: TreeOrder): readonly RequirementRow[] {
	if (order === 'file') return rows;
	return rows.toSorted(comparers[order]);
}

const comparers = {
	problem: (a, b) => a.rank - b.rank,
	name: (a, b) => (a.requirement.name < b.requirement.name ? -1 : a.requirement.name > b.requirement.name ? 1 : 0),
	/** The oldest release first; those of no known age last. */
	age: (a, b) => (a.uploadedAt ?? Number.MAX_VALUE) - (b.uploadedAt ?? Number.MAX_VALUE),
} satisfies Record<Exclude<TreeOrder, 'file'>, (a: RequirementRow, b: RequirementRow) => number>;

/** Whether all words of a filter are in what a row is found by. */
export function matches({ searched }: RequirementRow, words: readonly string[]): boolean {
	return words.every((word) => searched.includes(word));
}

/** A person types so much at most. */
const mostCharacters = 200;

export function filterWords(typed: string): readonly string[] {
	return typed
		.slice(0, mostCharacters)
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
}
