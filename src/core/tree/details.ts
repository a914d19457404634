import * as l10n from '@vscode/l10n';
import { plainAge } from '../docs/age.ts';
import { visibleLine } from '../docs/visible-text.ts';
import { AutoDocsError } from '../errors.ts';
import type { Finding } from '../findings/finding.ts';
import type { Known } from '../index/lookups.ts';
import { latestOf } from '../index/newest-good.ts';
import type { ReleaseMetadata } from '../index/package-index.ts';
import type { VersionInUse } from '../index/version-in-use.ts';
import type { Millis } from '../platform.ts';
import { type CutOff, whyTooNew } from '../project/exclude-newer.ts';
import type { Project, Requirement } from '../project/model.ts';
import { type LazyRow, lockedDependencies } from './lock-rows.ts';
import { idBelow, type RowIcon, type RowOffer, type RowTarget, type TreeRow } from './row.ts';

/** What is known of a requirement when it is opened. */
export interface DetailFacts {
	/** Of the requirement's row. */
	readonly id: string;
	/** The key of its project. */
	readonly projectKey: string;
	readonly project: Project;
	readonly requirement: Requirement;
	readonly findings: readonly Finding[];
	readonly known: Known | undefined;
	readonly inUse: VersionInUse | undefined;
	/** Where the version in use comes from, in words. */
	readonly whence: string;
	/** Which releases are too new to be called the latest. */
	readonly cutOff: CutOff | undefined;
	/** The newest release that the requirement could be moved to. */
	readonly newer: string | undefined;
	/** Of the release in use; 'fetching' while it is asked for, undefined where there is none. */
	readonly metadata: ReleaseMetadata | AutoDocsError | 'fetching' | undefined;
	/** At the index, where that knows the package. */
	readonly page: string | undefined;
	/** As `process.platform` has it. */
	readonly os: string;
	readonly now: Millis;
}

const mostLinks = 8;
/** So much of a message or label shows in a row; all of it shows where the row leads. */
const mostCharacters = 300;

/** What is below a requirement: its findings, the version in use, the latest, links, and what it needs. */
export function detailRows(facts: DetailFacts): readonly LazyRow[] {
	const { id, project, requirement } = facts;
	const rows = [...facts.findings.map((finding, i) => findingRow(facts, finding, i)), ...versionRows(facts), ...linkRows(facts)];
	return [
		...rows.map((row): LazyRow => ({ row, below: () => [] })),
		...(requirement.name === '' ? [] : lockedDependencies(id, project, requirement.name, facts.os)),
	];
}

function findingRow({ id, projectKey }: DetailFacts, { message, code, severity, file, span }: Finding, i: number): TreeRow {
	return leaf(idBelow(id, `finding ${i}`), severity, message, code, { kind: 'place', project: projectKey, file, span }, ['place']);
}

function versionRows(facts: DetailFacts): readonly TreeRow[] {
	const { id, inUse, whence } = facts;
	const { name } = facts.requirement;
	const version = inUse?.release.version;
	const used =
		version === undefined
			? leaf(idBelow(id, 'version'), 'version', whence, '', undefined, [])
			: leaf(idBelow(id, 'version'), 'version', version, whence, { kind: 'docs', name, version }, ['docs']);
	return [used, ...latestRow(facts)];
}

function latestRow({ id, requirement, known, inUse, cutOff, newer, now }: DetailFacts): readonly TreeRow[] {
	if (known?.state !== 'answered') return [];
	const { name, specifiers } = requirement;
	const { latest, leftOut } = latestOf(known.answer.value.releases, cutOff, specifiers.prereleases);
	if (latest === undefined) return [];
	const { version, uploadedAt } = latest;
	const isOther = newer !== undefined && newer !== version;
	const behind = [
		version === inUse?.release.version ? l10n.t('in use here') : isOther ? l10n.t('for this project {0}', newer) : '',
		uploadedAt === null ? '' : l10n.t('{0} old', plainAge(now - uploadedAt)),
		cutOff === undefined || leftOut === undefined ? '' : `${leftOut.version} ${whyTooNew(cutOff)}`,
	];
	const target = { kind: 'docs', name, version } as const;
	const description = behind.filter((part) => part !== '').join(' · ');
	return [leaf(idBelow(id, 'latest'), 'latest', l10n.t('Latest: {0}', version), description, target, ['docs'])];
}

function linkRows({ id, metadata, page }: DetailFacts): readonly TreeRow[] {
	const row = (step: string, label: string, url: string) =>
		leaf(idBelow(id, step), 'link', label, URL.canParse(url) ? new URL(url).host : '', { kind: 'page', url }, ['page']);
	const own = page === undefined ? [] : [row('page', l10n.t('Page at the index'), page)];
	if (metadata === undefined) return own;
	if (metadata === 'fetching') return [...own, leaf(idBelow(id, 'links'), 'pending', l10n.t('Fetching its links…'), '', undefined, [])];
	if (metadata instanceof AutoDocsError) {
		return [...own, leaf(idBelow(id, 'links'), 'unavailable', metadata.message, metadata.code, undefined, [])];
	}
	return [...metadata.urls.slice(0, mostLinks).map(({ label, url }, i) => row(`link ${i}`, label, url)), ...own];
}

function leaf(
	id: string,
	icon: RowIcon,
	text: string,
	description: string,
	target: RowTarget | undefined,
	offers: readonly RowOffer[],
): TreeRow {
	const label = visibleLine(text).slice(0, mostCharacters);
	const behind = visibleLine(description).slice(0, mostCharacters);
	return {
		id,
		label: label === '' ? '…' : label,
		description: behind,
		icon,
		spoken: [label, behind].filter((part) => part !== '').join(', '),
		below: 'nothing',
		target,
		offers,
	};
}
