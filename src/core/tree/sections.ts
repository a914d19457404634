import { countsOf } from './group-row.ts';
import type { RequirementRow } from './requirement-row.ts';
import { idBelow, type TreeRow } from './row.ts';

/** A stretch of a group, in the order that is shown. */
export interface Section {
	readonly row: TreeRow;
	readonly rows: readonly RequirementRow[];
}

/** VS Code asks for all that is below an open row at once: of so many rows that takes a few ms. */
const mostRows = 250;
/** A label has two names. */
const mostCharacters = 40;

/** A large group in sections of the same size, of which the first is open; none where the group is not large. */
export function sectionsOf(group: string, rows: readonly RequirementRow[]): readonly Section[] {
	const count = Math.ceil(rows.length / mostRows);
	if (count <= 1) return [];
	const size = Math.ceil(rows.length / count);
	return Array.from({ length: count }, (_, i) => section(group, rows.slice(i * size, (i + 1) * size), i));
}

/** Whether an id is a section's: no package has such a name. */
export function isSection(id: string): boolean {
	return /\n"§\d+"$/.test(id);
}

/** Named after its place: a requirement more or less moves what is in it, and what a person opened stays open. */
function section(group: string, rows: readonly RequirementRow[], i: number): Section {
	const [first, last] = [rows.at(0), rows.at(-1)].map((row) => shortened(row?.row.label ?? ''));
	const label = `${first} – ${last}`;
	const description = countsOf(rows);
	const row: TreeRow = {
		id: idBelow(group, `§${i}`),
		label,
		description,
		icon: 'section',
		spoken: `${label}, ${description}`,
		below: i === 0 ? 'shown' : 'hidden',
		target: undefined,
		offers: [],
	};
	return { row, rows };
}

function shortened(label: string): string {
	return label.length > mostCharacters ? `${label.slice(0, mostCharacters - 1)}…` : label;
}
