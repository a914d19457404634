import * as l10n from '@vscode/l10n';
import { shortLine } from '../docs/visible-text.ts';
import type { Known, Lookups } from '../index/lookups.ts';
import type { ProjectReleases, Release } from '../index/package-index.ts';
import type { ReleaseFacts, ReleaseId } from '../index/release-facts.ts';
import { releaseOf, type VersionInUse } from '../index/version-in-use.ts';
import { isValidName, normalizeName } from '../packaging/name.ts';
import type { Millis } from '../platform.ts';
import { type CutOff, cutOffOf, excludedAfter, isTooNew } from '../project/exclude-newer.ts';
import { type FixedVersion, fixedVersion, isLockedList } from '../project/fixed-version.ts';
import type { Project, Requirement } from '../project/model.ts';
import type { ParsedPyproject } from '../project/pyproject.ts';
import { likelyEnvironment } from '../project/pythons.ts';
import type { Settings } from '../settings.ts';
import { BestReleases } from './best-releases.ts';
import type { Finding, Fix } from './finding.ts';
import { LicencePolicy } from './licence-policy.ts';
import type { Draft, Rule, SourceContext } from './rule.ts';
import { rules } from './rules.ts';
import { WorkedOut } from './worked-out.ts';

export interface Surroundings {
	/** Where markers are asked about, as `process.platform` has it. Default: Linux. */
	readonly os?: string;
	/** What is known of the releases in use. */
	readonly facts?: Pick<ReleaseFacts, 'known'>;
	/** Wall clock. Default: the end of time, at which no release is too new. */
	readonly now?: () => Millis;
}

const hourMs: Millis = 3_600_000;

/** Applies the rules to what is known now. Work on a requirement is done once for each answer, however often a file is checked. */
export class Checker {
	readonly #settings: Settings;
	readonly #lookups: Lookups;
	readonly #os: string;
	readonly #facts: Pick<ReleaseFacts, 'known'> | undefined;
	readonly #now: () => Millis;
	readonly #licences: LicencePolicy | undefined;
	readonly #ignored: ReadonlySet<string>;
	readonly #best = new BestReleases();
	readonly #workedOut = new WeakMap<Project, WorkedOut>();

	constructor(settings: Settings, lookups: Lookups, { os = 'linux', facts, now = () => Number.POSITIVE_INFINITY }: Surroundings = {}) {
		this.#settings = settings;
		this.#lookups = lookups;
		this.#os = os;
		this.#facts = facts;
		this.#now = now;
		this.#licences = licencePolicy(settings);
		this.#ignored = new Set(settings['findings.ignoredPackages'].map(normalizeName));
	}

	/** The packages, by PEP 503 name, that the index has to be asked about. */
	names(project: Project): ReadonlySet<string> {
		return new Set([...this.#workedOutFor(project).asked].map(({ name }) => name));
	}

	/** All findings of one file, in the order of the file. `text` is what `parsed` was made from. `unused`: see {@link FileContext.unused}. */
	check(parsed: ParsedPyproject, text: string, unused?: ReadonlySet<string>): readonly Finding[] {
		const { project } = parsed;
		const asked = [...(project === undefined ? [] : this.#workedOutFor(project).asked)].flatMap((requirement) => {
			const known = this.#lookups.known(requirement.name);
			return known === undefined || this.#ignored.has(requirement.name) ? [] : [{ requirement, known }];
		});
		const context = { parsed, text, os: this.#os, asked, unused };
		const overFile = rules.flatMap((rule) => (rule.over === 'file' ? this.#finish(rule, rule.check(context), parsed.file) : []));
		const overEach = project === undefined ? [] : asked.flatMap(({ requirement, known }) => this.#checkOne(project, requirement, known));
		return distinct([...overFile, ...overEach]).sort((a, b) => a.span.start - b.span.start);
	}

	/** What is found of a requirement alone. The next check of its file need not work it out: thousands of answers are no work for one turn. */
	judge(project: Project, requirement: Requirement): readonly Finding[] {
		const known = this.known(project, requirement);
		return known === undefined || this.#ignored.has(requirement.name) ? [] : this.#checkOne(project, requirement, known);
	}

	/** All findings of a Python source, in its order. `file`: its absolute path. */
	checkSource(context: SourceContext, file: string): readonly Finding[] {
		return rules.flatMap((rule) => (rule.over === 'source' ? this.#finish(rule, rule.check(context), file) : []));
	}

	/** What is known of a requirement's package; undefined before it is looked up, and for good where the index is not asked about it. */
	known(project: Project, requirement: Requirement): Known | undefined {
		return this.#workedOutFor(project).asked.has(requirement) ? this.#lookups.known(requirement.name) : undefined;
	}

	/** The release that applies to a requirement; undefined while neither index, lock nor environment says anything, and when no release matches. */
	versionInUse(project: Project, requirement: Requirement): VersionInUse | undefined {
		const known = this.known(project, requirement);
		if (known?.state === 'answered') return this.#versionIn(project, requirement, known.answer.value);
		const fixed = this.#workedOutFor(project).asked.has(requirement) ? this.fixed(project, requirement) : undefined;
		return fixed && { release: releaseOf(fixed.version, []), resolvedFrom: fixed.from };
	}

	/** Which releases of a package (PEP 503 name) are too new for a project to be moved to; without one, too new for any. */
	cutOff(project: Project | undefined, name: string): CutOff | undefined {
		const now = this.#thisHour();
		return cutOffOf(project && excludedAfter(project.excludeNewer, name, now), this.#settings['cooldown.days'], now);
	}

	/** Which facts of the releases in use any rule wants to know. */
	get wantedFacts(): { readonly vulnerabilities: boolean; readonly licence: boolean } {
		return { vulnerabilities: this.#settings['findings.vulnerable-version'] !== 'off', licence: this.#licences !== undefined };
	}

	/** The releases in use whose facts rules want to know: those that the index lists. Each once. */
	releasesInUse(project: Project): readonly ReleaseId[] {
		const releases = project.requirements.flatMap((requirement): ReleaseId[] => {
			const known = this.known(project, requirement);
			if (known?.state !== 'answered' || this.#ignored.has(requirement.name)) return [];
			const inUse = this.#versionIn(project, requirement, known.answer.value);
			return inUse && isListed(inUse, known.answer.value) ? [{ name: requirement.name, version: inUse.release.version }] : [];
		});
		return [...new Map(releases.map((release) => [`${release.name} ${release.version}`, release])).values()];
	}

	/** What a lock or an environment has settled for a requirement, wherever that comes from. */
	fixed(project: Project, requirement: Requirement): FixedVersion | undefined {
		if (!isLockedList(requirement.source)) return undefined;
		const environment = () => likelyEnvironment(project, this.#os);
		return fixedVersion({ project, name: requirement.name, wanted: requirement.specifiers, environment });
	}

	#checkOne(project: Project, requirement: Requirement, known: Known): readonly Finding[] {
		if (known.state !== 'answered') return [];
		const { answer } = known;
		const inUse = this.#versionIn(project, requirement, answer.value);
		const facts = inUse && isListed(inUse, answer.value) ? this.#facts?.known(requirement.name, inUse.release.version) : undefined;
		const cutOff = this.cutOff(project, requirement.name);
		const { judged, pythons } = this.#workedOutFor(project);
		const done = judged.get(requirement);
		if (done?.known === known && done.facts === facts && done.cutOffAt === cutOff?.at) return done.findings;
		const projectPage = () => this.#lookups.projectPage(requirement.name);
		const licences = this.#licences;
		const isOffered = (release: Release) => !isTooNew(release, cutOff);
		const context = {
			project,
			requirement,
			answer,
			projectPage,
			inUse,
			facts,
			licences,
			pythons: pythons.of(requirement),
			cutOff,
			isOffered,
			now: this.#thisHour(),
		};
		const findings = rules.flatMap((rule) =>
			rule.over === 'requirement' ? this.#finish(rule, rule.check(context), requirement.file) : [],
		);
		judged.set(requirement, { known, facts, cutOffAt: cutOff?.at, findings });
		return findings;
	}

	#versionIn(project: Project, requirement: Requirement, releases: ProjectReleases): VersionInUse | undefined {
		const excluded = excludedAfter(project.excludeNewer, requirement.name, this.#thisHour());
		const workedOut = this.#workedOutFor(project);
		const done = workedOut.inUse.get(requirement);
		if (done?.releases === releases && done.excludedAt === excluded?.at) return done.inUse;
		const fixed = this.fixed(project, requirement);
		const inUse =
			fixed === undefined
				? this.#best.of(requirement, releases, workedOut.pythons.of(requirement), excluded)
				: { release: releaseOf(fixed.version, fixed.source.kind === 'index' ? releases.releases : []), resolvedFrom: fixed.from };
		workedOut.inUse.set(requirement, { releases, excludedAt: excluded?.at, inUse });
		return inUse;
	}

	/** Counted back from, for spans of time: so that what is judged does not change at each look. */
	#thisHour(): Millis {
		return Math.floor(this.#now() / hourMs) * hourMs;
	}

	#workedOutFor(project: Project): WorkedOut {
		const done = this.#workedOut.get(project);
		if (done !== undefined) return done;
		const workedOut = new WorkedOut(project);
		this.#workedOut.set(project, workedOut);
		return workedOut;
	}

	#finish(rule: Rule, drafts: readonly Draft[], file: string): readonly Finding[] {
		const severity = this.#settings[`findings.${rule.code}`];
		if (severity === 'off') return [];
		return drafts
			.filter((draft) => draft.package === undefined || !this.#ignored.has(draft.package))
			.map((draft) => ({
				...{ file, package: undefined, data: {}, tags: [], ...draft },
				code: rule.code,
				severity,
				// Indexes, packages and projects have their words in it: a terminal must not obey them, nor a person be misled.
				message: shortLine(draft.message),
				fixes: [...(draft.fixes ?? []), ...ignoring(draft.package)].map((fix) => ({
					...fix,
					title: shortLine(fix.title),
				})),
			}));
	}
}

/** Undefined where nobody asks for one. */
function licencePolicy(settings: Settings): LicencePolicy | undefined {
	const { 'licences.allow': allow, 'licences.deny': deny, 'findings.licence': severity } = settings;
	return severity === 'off' || allow.length + deny.length === 0 ? undefined : new LicencePolicy(allow, deny);
}

/** A version that comes from elsewhere than the index is not what the index tells of. */
function isListed({ release }: VersionInUse, { releases }: ProjectReleases): boolean {
	return releases.includes(release);
}

/** Whatever is said of a package, it can be told to be silent, last of all. */
function ignoring(name: string | undefined): readonly Fix[] {
	if (name === undefined || !isValidName(name)) return [];
	return [{ kind: 'command', title: l10n.t('Ignore {0} (writes a setting)', name), run: { command: 'ignorePackage', package: name } }];
}

/** One problem at one place is told once, however many requirements stand there: Poetry's lists have several under one key. */
function distinct(findings: readonly Finding[]): Finding[] {
	const seen = new Set<string>();
	return findings.filter(({ code, file, span, message }) => {
		const key = JSON.stringify([code, file, span.start, span.end, message]);
		return !seen.has(key) && seen.add(key);
	});
}
