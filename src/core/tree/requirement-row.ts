import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import { newerRelease } from '../editing/latest-hints.ts';
import type { Checker } from '../findings/checker.ts';
import { type Finding, type Severity, severities } from '../findings/finding.ts';
import type { Known } from '../index/lookups.ts';
import type { VersionInUse } from '../index/version-in-use.ts';
import type { Millis } from '../platform.ts';
import type { Project, Requirement } from '../project/model.ts';
import type { RowIcon, RowOffer, TreeRow } from './row.ts';

/** A requirement as the tree shows it, and by what it is ordered and found. */
export interface RequirementRow {
	readonly row: TreeRow;
	readonly project: Project;
	readonly requirement: Requirement;
	readonly findings: readonly Finding[];
	/** A newer release that could be moved to. */
	readonly newer: string | undefined;
	/** The smaller, the worse. */
	readonly rank: number;
	/** When the release in use was uploaded. */
	readonly uploadedAt: Millis | undefined;
	/** In small letters. */
	readonly searched: string;
}

export interface RequirementFacts {
	readonly id: string;
	/** The key of its project. */
	readonly projectKey: string;
	readonly project: Project;
	readonly requirement: Requirement;
	/** Of its file. */
	readonly text: string;
	/** Those that stand in it, the worst first. */
	readonly findings: readonly Finding[];
	readonly supportsPython: (requiresPython: string | null) => boolean;
}

/** A name is at most so long; what is longer is none. */
const mostCharacters = 100;

export function requirementRow(checker: Checker, facts: RequirementFacts): RequirementRow {
	const { id, project, requirement, findings } = facts;
	const known = checker.known(project, requirement);
	const inUse = checker.versionInUse(project, requirement);
	const newer = newerRelease({ checker, ...facts });
	const label = labelOf(requirement);
	const description = newer === undefined ? plainState(requirement, known, inUse) : `${inUse?.release.version} → ${newer}`;
	const row: TreeRow = {
		id,
		label,
		description,
		icon: iconOf(known, findings),
		spoken: [label, description, ...findings.map(({ message }) => message)].filter((part) => part !== '').join(', '),
		below: 'hidden',
		target: { kind: 'place', project: facts.projectKey, file: requirement.file, span: requirement.spans.token },
		offers: offers(project, requirement, known, newer),
	};
	const words = [label, requirement.name, requirement.source, ...findings.map(({ code }) => code), ...stateWords(known, newer, findings)];
	return {
		row,
		project,
		requirement,
		findings,
		newer,
		rank: rank(findings, known),
		uploadedAt: inUse?.release.uploadedAt ?? undefined,
		searched: words.join(' ').toLowerCase(),
	};
}

/** An entry without a name shows as it is written. */
function labelOf({ nameAsWritten, raw }: Requirement): string {
	const line = visibleLine(nameAsWritten === '' ? raw : nameAsWritten);
	const shown = line === '' ? '""' : line;
	return shown.length > mostCharacters ? `${shown.slice(0, mostCharacters - 1)}…` : shown;
}

function plainState({ error, constraint, origin }: Requirement, known: Known | undefined, inUse: VersionInUse | undefined): string {
	if (error !== undefined) return l10n.t('cannot be read');
	if (inUse !== undefined) return inUse.release.version;
	if (origin.kind === 'workspace') return l10n.t('in this workspace');
	if (known === undefined) return visibleLine(constraint).slice(0, mostCharacters);
	if (known.state === 'pending') return l10n.t('looking it up…');
	if (known.state === 'answered') return l10n.t('no release matches');
	return known.error.code === 'package_not_found' ? l10n.t('unknown') : l10n.t('not available just now');
}

function iconOf(known: Known | undefined, [worst]: readonly Finding[]): RowIcon {
	if (worst?.severity === 'error' || worst?.severity === 'warning') return worst.severity;
	if (known?.state === 'pending') return 'pending';
	if (known?.state === 'failed') return 'unavailable';
	if (known?.state === 'answered' && known.answer.staleBecause !== undefined) return 'stale';
	return worst?.severity ?? 'package';
}

function offers(project: Project, requirement: Requirement, known: Known | undefined, newer: string | undefined): readonly RowOffer[] {
	const hasDocs = known?.state === 'answered';
	const isUpdatable = newer !== undefined && requirement.file === project.file;
	return [...(hasDocs ? (['docs', 'page'] as const) : []), ...(isUpdatable ? (['update'] as const) : []), 'place'];
}

/** What a person may type to find those of a kind. */
function stateWords(known: Known | undefined, newer: string | undefined, findings: readonly Finding[]): readonly string[] {
	return [
		...(newer === undefined ? [] : [l10n.t('outdated')]),
		...(findings.some(isProblem) ? [l10n.t('problem')] : []),
		...(known?.state === 'failed' && known.error.code !== 'package_not_found' ? [l10n.t('unavailable')] : []),
	];
}

/** What the badge counts. */
export function isProblem({ severity }: { readonly severity: Severity }): boolean {
	return severity === 'error' || severity === 'warning';
}

function rank([worst]: readonly Finding[], known: Known | undefined): number {
	if (worst !== undefined) return severities.indexOf(worst.severity);
	return known?.state === 'failed' ? severities.length : severities.length + 1;
}
