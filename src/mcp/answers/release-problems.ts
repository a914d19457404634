import { distinctVulnerabilities, fixFor } from '../../core/findings/vulnerabilities.ts';
import type { ProjectReleases, ProjectStatus, Release, Vulnerability } from '../../core/index/package-index.ts';
import type { Millis } from '../../core/platform.ts';
import { plainMessage } from '../untrusted.ts';

/** What is at hand about one release. */
export interface KnownRelease {
	readonly release: Release;
	readonly project: ProjectReleases;
	/** Null where the index does not tell of them. */
	readonly vulnerabilities: readonly Vulnerability[] | null;
	/** As of when these are, where they may have become more since. */
	readonly listedAt?: Millis | undefined;
}

/** Vulnerabilities in one answer, and in one warning. */
const most = { listed: 20, named: 5 } as const;
/** Of each, aliases and versions. */
const mostNames = 10;

/** What speaks against a release, in the fields of the contract. `vulnerabilities` are those the index knew when its answer was fetched. */
export function problemsAnswer({ release, project, vulnerabilities }: KnownRelease) {
	return {
		vulnerabilities: vulnerabilities && distinctVulnerabilities(vulnerabilities).slice(0, most.listed).map(vulnerabilityAnswer),
		yanked: release.yanked ? { reason: release.yankedReason === null ? null : plainMessage(release.yankedReason, 500) } : null,
		/** PEP 792. */
		status: project.status,
		status_reason: project.statusReason === null ? null : plainMessage(project.statusReason, 500),
	};
}

function vulnerabilityAnswer({ id, aliases, severity, fixedIn }: Vulnerability) {
	return {
		id: brief(id),
		aliases: aliases.slice(0, mostNames).map(brief),
		severity: severity === null ? null : plainMessage(severity, 200),
		fixed_in: fixedIn.slice(0, mostNames).map(brief),
	};
}

/** Said once of all `releases` in an answer; nothing where the index tells of each. */
export function whetherVulnerable(releases: readonly Pick<KnownRelease, 'vulnerabilities'>[]): readonly string[] {
	const isTold = releases.every(({ vulnerabilities }) => vulnerabilities !== null);
	return isTold ? [] : ['The index does not tell of vulnerabilities: that none is named does not mean that there is none.'];
}

/** The same in sentences, of which there are none for a release that nothing speaks against. */
export function problemWarnings(known: KnownRelease): readonly string[] {
	const { release, project, vulnerabilities } = known;
	const { yanked, status, status_reason: reason } = problemsAnswer(known);
	const name = `${project.name} ${release.version}`;
	const of = statusWords[status];
	return [
		...(vulnerabilities === null || vulnerabilities.length === 0
			? []
			: [`${name} has known vulnerabilities${asOf(known)}: ${listed(release, vulnerabilities)}`]),
		...(yanked === null ? [] : [`${name} was yanked: ${yanked.reason ?? 'no reason is given'}`]),
		...(of === undefined ? [] : [`${project.name} ${of}${reason === null ? '' : `: ${reason}`}`]),
	];
}

const statusWords: Readonly<Record<ProjectStatus, string | undefined>> = {
	active: undefined,
	archived: 'is archived and gets no more updates',
	deprecated: 'is deprecated: look for what takes its place before you add it',
	quarantined: 'is quarantined by the index as harmful: do not install it',
};

function listed(release: Release, vulnerabilities: readonly Vulnerability[]): string {
	const distinct = distinctVulnerabilities(vulnerabilities);
	const named = distinct.slice(0, most.named).map((one) => {
		const cve = one.aliases.find((alias) => alias.startsWith('CVE-'));
		const fix = fixFor(one, release.version);
		return `${brief(one.id)}${cve === undefined ? '' : ` (${brief(cve)})`}${fix === undefined ? '' : `, fixed in ${String(fix)}`}`;
	});
	const more = distinct.length - named.length;
	return `${named.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
}

function asOf({ listedAt }: KnownRelease): string {
	return listedAt === undefined ? '' : ` (${new Date(listedAt).toISOString().slice(0, 10)})`;
}

function brief(text: string): string {
	return plainMessage(text, 40);
}
