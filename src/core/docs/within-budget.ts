import type { ProjectReleases, Release, ReleaseMetadata } from '../index/package-index.ts';
import type { Millis } from '../platform.ts';
import type { Chosen, Omitted } from './candidates.ts';
import type { Loaded } from './loaded-docs.ts';
import { readDocs, smallestBudget } from './reading.ts';
import type { ResolvedPackage } from './resolve-package.ts';
import { type Budget, fittingLine } from './room.ts';
import { shares } from './shares.ts';
import { estimateTokens } from './token-estimate.ts';

export interface ContextPackage {
	/** PEP 503 form. */
	readonly name: string;
	readonly version: string;
	readonly resolvedFrom: ResolvedPackage['resolvedFrom'];
	readonly release: Release;
	readonly project: ProjectReleases;
	/** As the metadata have them. */
	readonly vulnerabilities: ReleaseMetadata['vulnerabilities'];
	/** Safe Markdown. */
	readonly documentation: string;
	/** Plain text, one line. */
	readonly summary: string | null;
	/** What requires it, and what speaks for showing it, in plain lines; empty for the primary package. */
	readonly why: readonly string[];
	readonly stale: boolean;
	readonly fetchedAt: Millis;
	/** Of all its texts together. */
	readonly tokenEstimate: number;
	/** Its docs are longer than what is shown of them. */
	readonly truncated: boolean;
}

export interface Fitted {
	readonly primary: ContextPackage;
	readonly dependencies: readonly ContextPackage[];
	readonly omitted: readonly Omitted[];
}

/** A package before its docs are cut to what it gets. */
interface Draft {
	readonly loaded: Loaded;
	readonly summary: string | null;
	readonly why: readonly string[];
	/** Of all that would be shown of it, had it the room. */
	readonly whole: Budget;
	/** Of its texts other than the docs. */
	readonly aside: Budget;
}

const summaryBudget: Budget = { characters: 300, tokens: 120 };

/** The docs of all packages within one budget, as `shares` divides it. Dependencies that are left no useful room are omitted, the last ones first. */
export function withinBudget(primary: Loaded, chosen: readonly Chosen[], whole: Budget): Fitted {
	const first = draft(primary, []);
	const others = chosen.map(({ candidate, loaded }) => ({
		name: candidate.dependency.name,
		draft: draft(loaded, [`${primary.docs.name} requires ${candidate.dependency.requirement}`, ...candidate.evidence.why]),
	}));
	for (let count = others.length; ; count--) {
		const shown = others.slice(0, count);
		const parts = divided(
			first,
			shown.map((other) => other.draft),
			whole,
		);
		const isUseful = shown.every((other, i) => isEnough(parts.others[i], other.draft));
		if (!isUseful && count > 0) continue;
		return {
			primary: finished(first, parts.primary),
			dependencies: shown.map((other, i) => finished(other.draft, parts.others[i] ?? smallestBudget)),
			omitted: others.slice(count).map(({ name }) => ({ name, reason: 'the budget leaves no room for it' })),
		};
	}
}

function draft(loaded: Loaded, why: readonly string[]): Draft {
	const { docs } = loaded;
	const summary = docs.summary === null ? null : fittingLine(docs.summary, summaryBudget);
	const aside = [docs.name, docs.version, summary ?? '', ...why].join('\n');
	return { loaded, summary, why, whole: sizeOf(loaded.whole), aside: sizeOf(aside) };
}

function divided(first: Draft, others: readonly Draft[], whole: Budget): ReturnType<typeof shares> {
	const asides = [first, ...others].map(({ aside }) => aside);
	const left = {
		characters: whole.characters - asides.reduce((sum, { characters }) => sum + characters, 0),
		tokens: whole.tokens - asides.reduce((sum, { tokens }) => sum + tokens, 0),
	};
	return shares(
		left,
		first.whole,
		others.map((other) => other.whole),
		smallestBudget,
	);
}

/** Room for all of it, or for a page of it. */
function isEnough(given: Budget | undefined, { whole }: Draft): boolean {
	if (given === undefined) return false;
	return holds(given, whole) || holds(given, smallestBudget);
}

function finished({ loaded, summary, why, whole, aside }: Draft, room: Budget): ContextPackage {
	const { resolved, metadata, docs, stale, fetchedAt } = loaded;
	const isWhole = holds(room, whole);
	const documentation = isWhole
		? loaded.whole
		: readDocs(docs, { maxCharacters: room.characters, maxTokens: room.tokens, isOnlyPage: true }).documentation;
	return {
		name: resolved.name,
		version: resolved.version,
		resolvedFrom: resolved.resolvedFrom,
		release: resolved.release,
		project: resolved.releases.value,
		vulnerabilities: metadata.vulnerabilities,
		documentation,
		summary,
		why,
		stale,
		fetchedAt,
		tokenEstimate: estimateTokens(documentation) + aside.tokens,
		truncated: !isWhole || docs.isCut,
	};
}

function sizeOf(text: string): Budget {
	return { characters: text.length, tokens: estimateTokens(text) };
}

function holds(room: Budget, need: Budget): boolean {
	return room.characters >= need.characters && room.tokens >= need.tokens;
}
