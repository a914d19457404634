import type { AutoDocsError } from '../errors.ts';
import type { Dependency } from './dependencies.ts';
import type { Evidence } from './evidence.ts';
import { hasText, type Loaded } from './loaded-docs.ts';
import type { PackageDocs } from './package-docs.ts';
import { estimateTokens } from './token-estimate.ts';

/** A dependency, and what speaks for showing its docs. */
export interface Candidate {
	readonly dependency: Dependency;
	readonly evidence: Evidence;
}

export interface Outcome {
	readonly candidate: Candidate;
	readonly outcome: Loaded | AutoDocsError;
}

export interface Chosen {
	readonly candidate: Candidate;
	readonly loaded: Loaded;
}

/** A dependency that applies and is not shown, and why, for a person. */
export interface Omitted {
	readonly name: string;
	readonly reason: string;
}

interface Wanted {
	readonly scope: 'smart' | 'runtime' | 'primary_only';
	readonly maxDependencies: number;
	readonly maxTokens: number;
}

/** Of how many candidates the size is looked at, to find small ones among those for which nothing speaks. */
const lookAhead = 2;

/** Those whose docs are to be looked at, what most speaks for first, equals in the order of the release; and the others. */
export function rankCandidates(
	dependencies: readonly Dependency[],
	evidenceOf: (name: string) => Evidence,
	{ scope, maxDependencies }: Wanted,
): { readonly considered: readonly Candidate[]; readonly omitted: readonly Omitted[] } {
	const ranked = dependencies
		.map((dependency) => ({ dependency, evidence: evidenceOf(dependency.name) }))
		.sort((a, b) => b.evidence.weight - a.evidence.weight);
	const spokenFor = ranked.filter(({ evidence }) => evidence.weight > 0).length;
	const count = scope === 'smart' && spokenFor < maxDependencies ? spokenFor + lookAhead * (maxDependencies - spokenFor) : maxDependencies;
	return { considered: ranked.slice(0, count), omitted: ranked.slice(count).map((one) => left(one, tooMany(maxDependencies))) };
}

/** Of those looked at, the ones to show, in their order; and what became of the others. */
export function chooseCandidates(
	outcomes: readonly Outcome[],
	{ scope, maxDependencies, maxTokens }: Wanted,
): {
	readonly chosen: readonly Chosen[];
	readonly failures: readonly { readonly identifier: string; readonly error: AutoDocsError }[];
	readonly omitted: readonly Omitted[];
} {
	const failures = outcomes.flatMap(({ candidate, outcome }) =>
		outcome instanceof Error ? [{ identifier: candidate.dependency.name, error: outcome }] : [],
	);
	const loaded = outcomes.flatMap(({ candidate, outcome }) => (outcome instanceof Error ? [] : [{ candidate, loaded: outcome }]));
	const withDocs = loaded.filter(({ loaded: { docs } }) => hasText(docs));
	const small = maxTokens / (2 * Math.max(maxDependencies, 1));
	const fitting = scope === 'smart' ? smallestOfTheRest(withDocs, small) : withDocs;
	const chosen = fitting.slice(0, maxDependencies);
	const passedOver = withDocs.filter((one) => !chosen.includes(one));
	return {
		chosen,
		failures,
		omitted: [
			...loaded.filter((one) => !withDocs.includes(one)).map(({ candidate, loaded: { docs } }) => left(candidate, whyWithoutDocs(docs))),
			...passedOver.map((one) =>
				left(one.candidate, fitting.includes(one) ? tooMany(maxDependencies) : 'nothing speaks for it, and its docs are long'),
			),
		],
	};
}

/** Those for which something speaks, in their order; then the others whose descriptions are small, the smallest first. */
function smallestOfTheRest(given: readonly Chosen[], small: number): readonly Chosen[] {
	const spokenFor = given.filter(({ candidate }) => candidate.evidence.weight > 0);
	const others = given
		.filter(({ candidate }) => candidate.evidence.weight === 0)
		.map((one) => ({ one, tokens: estimateTokens(one.loaded.whole) }))
		.filter(({ tokens }) => tokens <= small)
		.sort((a, b) => a.tokens - b.tokens);
	return [...spokenFor, ...others.map(({ one }) => one)];
}

function left({ dependency }: Candidate, reason: string): Omitted {
	return { name: dependency.name, reason };
}

function whyWithoutDocs({ onlyListed }: PackageDocs): string {
	return onlyListed ? 'the index offers no metadata of it' : 'it has no description';
}

function tooMany(maxDependencies: number): string {
	return `more than ${maxDependencies} dependencies apply, and more speaks for others`;
}
