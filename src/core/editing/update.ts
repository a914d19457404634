import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import { isPython } from '../findings/asked.ts';
import type { TextEdit } from '../findings/finding.ts';
import type { Known } from '../index/lookups.ts';
import { newestGood } from '../index/newest-good.ts';
import type { Release } from '../index/package-index.ts';
import { excerpt } from '../packaging/excerpt.ts';
import { normalizeName } from '../packaging/name.ts';
import { compareVersions, type Version } from '../packaging/version.ts';
import type { CutOff } from '../project/exclude-newer.ts';
import type { Project, Requirement } from '../project/model.ts';
import { pythonsOf, supportOf } from '../project/pythons.ts';
import { bestRelease } from './best-release.ts';
import { isPin, isWish, movedVersion, namedVersion, type UpdateTarget } from './moved-clause.ts';
import { constraintOf, type PlacedClause, placedClauses } from './written-clauses.ts';

export type { UpdateTarget } from './moved-clause.ts';

/** A requirement that moves: its edits change the characters of versions alone. */
export interface Update {
	readonly requirement: Requirement;
	readonly edits: readonly TextEdit[];
	/** The specifier as it is, and as it will be. */
	readonly from: string;
	readonly to: string;
}

export interface LeftAlone {
	readonly requirement: Requirement;
	/** Completes "left alone:". Plain text, one line. */
	readonly why: string;
}

export interface UpdatePlan {
	readonly updates: readonly Update[];
	readonly leftAlone: readonly LeftAlone[];
}

export interface UpdateRequest {
	readonly project: Project;
	/** Of the project, those to move. */
	readonly requirements: readonly Requirement[];
	/** The text of each file that their spans point into. */
	readonly texts: ReadonlyMap<string, string>;
	/** What is known of a requirement's package; undefined where the index is not asked about it. */
	readonly known: (requirement: Requirement) => Known | undefined;
	readonly target: UpdateTarget;
	/** Which releases of a requirement's package are too new. */
	readonly cutOff: (requirement: Requirement) => CutOff | undefined;
}

/** Which requirements move to which version, and why the others do not. Which Python is wanted, and the project itself, are no packages here. */
export function planUpdates(request: UpdateRequest): UpdatePlan {
	const updates: Update[] = [];
	const leftAlone: LeftAlone[] = [];
	const own = request.project.name === undefined ? undefined : normalizeName(request.project.name);
	for (const requirement of request.requirements) {
		if (isPython(requirement) || requirement.name === own) continue;
		const planned = planOne(requirement, request);
		if (typeof planned === 'string') leftAlone.push({ requirement, why: visibleLine(planned) });
		else updates.push(planned);
	}
	return { updates, leftAlone };
}

function planOne(requirement: Requirement, request: UpdateRequest): Update | string {
	const known = request.known(requirement);
	const notAsked = whyNotAsked(requirement, known);
	if (notAsked !== undefined || known?.state !== 'answered') return notAsked ?? l10n.t('its releases are not known yet');
	const clauses = placedClauses(requirement, request.texts.get(requirement.file) ?? '');
	if (clauses === undefined) return l10n.t('“{0}” names several ranges', excerpt(requirement.constraint));
	if (clauses.length === 0) return l10n.t('it asks for no version');
	if (request.target === 'within' && clauses.some(isPin)) return l10n.t('it is pinned to one version');
	return moved(requirement, clauses, known.answer.value.releases, request);
}

function whyNotAsked({ error, origin }: Requirement, known: Known | undefined): string | undefined {
	if (error !== undefined) return error.message;
	switch (origin.kind) {
		case 'workspace':
			return l10n.t('it is a member of this workspace');
		case 'git':
			return l10n.t('it comes from a Git repository');
		case 'path':
			return l10n.t('it comes from a local path');
		case 'url':
			return l10n.t('it comes from a URL');
		case 'index':
			if (origin.index === undefined) break;
			return l10n.t('it comes from the index “{0}”, which AutoDocs does not ask', excerpt(origin.index));
	}
	return known?.state === 'failed' ? known.error.message : undefined;
}

function moved(
	requirement: Requirement,
	clauses: readonly PlacedClause[],
	releases: readonly Release[],
	request: UpdateRequest,
): Update | string {
	const { project, target } = request;
	const supportsPython = supportOf(pythonsOf(project, requirement));
	const { best, heldBack } = bestRelease(requirement, clauses, releases, { target, supportsPython, cutOff: request.cutOff(requirement) });
	const held = (why: string) => (heldBack === undefined ? why : l10n.t('{0}; {1} {2}', why, heldBack.version, heldBack.by));
	if (best === undefined) return held(l10n.t('no release fits'));
	const isNewer = clauses.some((clause) => isWish(clause) && isAbove(namedVersion(clause), best));
	if (isNewer) return held(l10n.t('it asks for more than {0}, the newest release that fits', String(best)));
	const after = clauses.map((clause) => ({ ...clause, version: movedVersion(clause, best, target) }));
	const edits = clauses.flatMap(({ span, version }, i): TextEdit[] => {
		const text = after[i]?.version ?? version;
		return text === version ? [] : [{ span, text }];
	});
	if (edits.length === 0) return held(whyAsItIs(requirement, best, releases, target));
	if (!constraintOf(after, requirement.dialect).contains(best, { prereleases: true })) {
		return l10n.t('“{0}” cannot be moved to {1} in the shape that it has', excerpt(requirement.constraint), String(best));
	}
	return { requirement, edits, from: shown(clauses), to: shown(after) };
}

function isAbove(named: Version | undefined, best: Version): boolean {
	return named !== undefined && compareVersions(named, best) > 0;
}

function whyAsItIs({ specifiers }: Requirement, best: Version, releases: readonly Release[], target: UpdateTarget): string {
	const version = String(best);
	if (!specifiers.contains(best, { prereleases: true })) return l10n.t('it cannot be moved to {0} in the shape that it has', version);
	const newest = newestGood(releases)?.version;
	if (target === 'newest' || newest === version) return l10n.t('it takes {0}, the newest release, as it is', version);
	return newest === undefined
		? l10n.t('it takes {0} as it is', version)
		: l10n.t('it takes {0} as it is; {1} is outside of its bounds', version, newest);
}

function shown(clauses: readonly PlacedClause[]): string {
	return clauses.map(({ operator, version }) => operator + version).join(',');
}
