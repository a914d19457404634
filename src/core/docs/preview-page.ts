import * as l10n from '@vscode/l10n';
import { latestOf } from '../index/newest-good.ts';
import type { ProjectReleases, ProjectStatus, ReleaseMetadata, Vulnerability } from '../index/package-index.ts';
import type { Answer } from '../network/request.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../packaging/version.ts';
import { type CutOff, whyTooNew } from '../project/exclude-newer.ts';
import { plainAgo } from './age.ts';
import { docsBody, shownFromCache } from './docs-page.ts';
import { escapeMarkdown, markdownLink } from './escape-markdown.ts';
import type { PackageDocs } from './package-docs.ts';
import { visibleLine } from './visible-text.ts';

/** What a page about one release is made of. */
export interface PreviewFacts {
	readonly docs: PackageDocs;
	readonly metadata: Answer<ReleaseMetadata>;
	/** Undefined where they could not be had: then other versions are not named. */
	readonly releases: Answer<ProjectReleases> | undefined;
	/** Which releases are too new for those who read it to be called the latest. */
	readonly cutOff: CutOff | undefined;
	/** The index, for a person. */
	readonly index: string;
	/** Each project that uses this release, and how that is known. */
	readonly users: readonly { readonly project: string; readonly resolvedFrom: string }[];
	/** What AutoDocs found about the requirements that lead here, beside what the index says of the release and its project. */
	readonly findings: readonly string[];
	/** Where the page of another version is, relative to this one. */
	readonly pageOf: (version: string) => string;
	/** Whether no index is asked, because the person wants it so. */
	readonly isOffline: boolean;
	/** Wall clock ms. */
	readonly now: number;
}

const mostOthers = 8;
const mostFindings = 20;

/** The docs of one release as a page to look at: its facts, what is wrong with it, the way to other versions, then its description. */
export function previewPage(facts: PreviewFacts): string {
	const { docs } = facts;
	const rows = rowsOf(facts).map(([label, value]) => `| **${label}** | ${value} |`);
	const parts = [
		`# ${escapeMarkdown(docs.name)} ${escapeMarkdown(docs.version)}`,
		docs.summary === null ? '' : `*${escapeMarkdown(docs.summary)}*`,
		['| | |', '|---|---|', ...rows].join('\n'),
		findingsOf(facts)
			.slice(0, mostFindings)
			.map((finding) => `> ⚠ ${finding}`)
			.join('\n>\n'),
		ageOf(facts),
		'---',
		docsBody(docs),
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function rowsOf(facts: PreviewFacts): readonly (readonly [label: string, value: string])[] {
	const { docs, index, metadata, users } = facts;
	const used = users.map(({ project, resolvedFrom }) => `${project} (${resolvedFrom})`).join(', ');
	const rows: readonly (readonly [label: string, value: string])[] = [
		[l10n.t('Used by'), escapeMarkdown(used)],
		[l10n.t('Released'), escapeMarkdown(released(facts))],
		['Python', escapeMarkdown(docs.requiresPython ?? '')],
		[l10n.t('Licence'), escapeMarkdown(docs.licence ?? '')],
		[l10n.t('Links'), docs.links.map(({ label, url }) => markdownLink(label, url)).join(' · ')],
		[l10n.t('Other versions'), others(facts)],
		[l10n.t('Index'), escapeMarkdown(index)],
		[l10n.t('Vulnerabilities'), metadata.value.vulnerabilities === null ? l10n.t('the index does not tell of them') : ''],
	];
	return rows.filter(([, value]) => value !== '');
}

function released({ releases, docs, cutOff, now }: PreviewFacts): string {
	const all = releases?.value.releases ?? [];
	const at = all.find(({ version }) => version === docs.version)?.uploadedAt ?? null;
	const { latest, leftOut } = latestOf(all, cutOff);
	const newest = latest?.version;
	return [
		...(at === null ? [] : [`${new Date(at).toISOString().slice(0, 10)}, ${plainAgo(now - at)}`]),
		...(newest === undefined ? [] : [newest === docs.version ? l10n.t('the latest release') : l10n.t('the latest release is {0}', newest)]),
		...(cutOff === undefined || leftOut === undefined ? [] : [`${leftOut.version} ${whyTooNew(cutOff)}`]),
	].join('; ');
}

/** The newest final releases, and the neighbours of this one. */
function others({ releases, docs, pageOf }: PreviewFacts): string {
	const all = releases?.value.releases ?? [];
	const good = all.filter(({ version, yanked }) => !yanked && tryParseVersion(version)?.isPrerelease === false);
	const own = parseVersion(docs.version);
	const older = good.findIndex(({ version }) => compareVersions(parseVersion(version), own) < 0);
	const chosen = new Set([...good.slice(0, mostOthers), ...(older === -1 ? [] : good.slice(Math.max(0, older - 3), older + 3))]);
	const named = [...chosen].filter(({ version }) => version !== docs.version).map(({ version }) => markdownLink(version, pageOf(version)));
	const rest = all.length - named.length - 1;
	const shown = named.join(' · ');
	return named.length > 0 && rest > 0 ? l10n.t('{0} · and {1} more', shown, rest) : shown;
}

/** In Markdown. */
function findingsOf({ docs, metadata, releases, findings }: PreviewFacts): readonly string[] {
	const { yanked, vulnerabilities } = metadata.value;
	const release = releases?.value.releases.find(({ version }) => version === docs.version);
	return [
		...(yanked === null && release?.yanked !== true ? [] : [escapeMarkdown(yankedLine(yanked?.reason ?? release?.yankedReason ?? ''))]),
		...(vulnerabilities ?? []).map(vulnerabilityLine),
		...statusLines(releases),
		...findings.map((finding) => escapeMarkdown(visibleLine(finding))),
	];
}

function yankedLine(reason: string): string {
	const line = visibleLine(reason).slice(0, 300);
	return line === '' ? l10n.t('This release was yanked.') : l10n.t('This release was yanked: {0}', line);
}

function vulnerabilityLine({ id, aliases, summary, fixedIn, link }: Vulnerability): string {
	const name = visibleLine([id, ...aliases.slice(0, 3)].join(', '));
	const shown = link !== null && /^https?:/.test(link) ? markdownLink(name, link) : escapeMarkdown(name);
	const fixed = fixedIn.length === 0 ? l10n.t('no release fixes it yet') : l10n.t('fixed in {0}', fixedIn.slice(0, 5).join(', '));
	return l10n.t('Vulnerable: {0}, {1}', shown, escapeMarkdown(visibleLine(`${fixed}. ${summary ?? ''}`).slice(0, 400)));
}

function statusLines(releases: Answer<ProjectReleases> | undefined): readonly string[] {
	if (releases === undefined || releases.value.status === 'active') return [];
	const status = statusWord(releases.value.status);
	const reason = visibleLine(releases.value.statusReason ?? '').slice(0, 300);
	return [escapeMarkdown(reason === '' ? l10n.t('The project is {0}.', status) : l10n.t('The project is {0}: {1}', status, reason))];
}

function statusWord(status: Exclude<ProjectStatus, 'active'>): string {
	switch (status) {
		case 'archived':
			return l10n.t('archived');
		case 'deprecated':
			return l10n.t('deprecated');
		case 'quarantined':
			return l10n.t('quarantined');
	}
}

/** Only an answer that could not be had anew has an age worth knowing. */
function ageOf({ metadata, isOffline, now }: PreviewFacts): string {
	if (metadata.staleBecause === undefined && !isOffline) return '';
	const why = metadata.staleBecause?.message ?? l10n.t('AutoDocs is offline');
	return `> ${shownFromCache(metadata.fetchedAt, why, now)}`;
}
