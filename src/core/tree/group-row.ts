import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import { isProblem, type RequirementRow } from './requirement-row.ts';
import type { TreeRow } from './row.ts';

/** A table or list of a file. `rows`: what is shown of it. */
export function groupRow(id: string, source: string, rows: readonly RequirementRow[]): TreeRow {
	const label = groupLabel(source);
	const description = countsOf(rows);
	return {
		id,
		label,
		description,
		icon: 'group',
		spoken: `${label}, ${description}`,
		below: 'shown',
		target: undefined,
		offers: [],
	};
}

/** How many rows, and problems among them. */
export function countsOf(rows: readonly RequirementRow[]): string {
	const problems = rows.reduce((sum, { findings }) => sum + findings.filter(isProblem).length, 0);
	return [String(rows.length), ...(problems === 0 ? [] : [problemCount(problems)])].join(' · ');
}

export function problemCount(count: number): string {
	return count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', count);
}

/** As the table or list is called in the file. */
function groupLabel(source: string): string {
	const [kind = '', ...rest] = source.split(':');
	const table = tables[kind];
	const name = visibleLine(rest.join(':')).slice(0, 100);
	return table === undefined ? visibleLine(source).slice(0, 100) : name === '' ? table : `${table}: ${name}`;
}

const tables: Readonly<Record<string, string>> = {
	project: 'dependencies',
	optional: 'optional-dependencies',
	group: 'dependency-groups',
};
