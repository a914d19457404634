import type { TreeModel } from './model.ts';
import type { TreeRow } from './row.ts';
import { isSection } from './sections.ts';

/**
 * The rows to show anew, each with all that is below it; 'all' where the tree has other roots. A group is shown anew when it has other rows or
 * these in another order, which costs as much as it has rows; a row that only says something else costs a row.
 */
export function changedRows(before: TreeModel, after: TreeModel): readonly string[] | 'all' {
	if (!isSameList(before.roots, after.roots)) return 'all';
	const changed: string[] = [];
	const visit = (id: string): void => {
		const old = before.rows.get(id);
		const row = after.rows.get(id);
		if (old === row) {
			// Rows of requirements are kept: what is the same one is the same.
			if (!after.children.has(id)) return;
		} else if (old === undefined || row === undefined || after.requirements.has(id) || !saysTheSame(old, row)) {
			changed.push(id);
			return;
		}
		if (isSameBelow(id, before, after)) for (const child of after.children.get(id) ?? []) visit(child);
		else changed.push(id);
	};
	for (const root of after.roots) visit(root);
	return changed;
}

/** A row that has moved to another section is in two lists: the group is shown anew then, not each of its sections. */
function isSameBelow(id: string, before: TreeModel, after: TreeModel): boolean {
	const rows = after.children.get(id) ?? [];
	return isSameList(before.children.get(id), rows) && rows.filter(isSection).every((section) => isSameBelow(section, before, after));
}

function isSameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
	return a.length === b.length && a.every((id, i) => id === b[i]);
}

function saysTheSame(a: TreeRow, b: TreeRow): boolean {
	return a.label === b.label && a.description === b.description && a.icon === b.icon && a.spoken === b.spoken;
}
