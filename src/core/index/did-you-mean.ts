import { boundedEditDistance } from './edit-distance.ts';
import { distributionOfModule } from './import-names.ts';
import { popularNames } from './popular-names.ts';
import { standardLibrary } from './standard-library.ts';

export interface Suggestion {
	/** Names that may have been meant, most likely first; three at most. */
	readonly names: readonly string[];
	/** The name is that of a module of Python's standard library. */
	readonly partOfPython: boolean;
}

const maxSuggestions = 3;

/** Nobody mistypes longer names by so much that a suggestion would help, and they cost the most. */
const maxLength = 60;

/**
 * What may have been meant by `name` (PEP 503 form), which the index does not have: the distribution of a module of that name, else the
 * nearest of the `known` names and of the most popular packages. Takes a few milliseconds.
 */
export function didYouMean(name: string, known: Iterable<string> = []): Suggestion {
	const partOfPython = standardLibrary.has(name.replaceAll('-', '_'));
	const distribution = distributionOfModule(name);
	if (distribution !== undefined) return { names: [distribution], partOfPython: false };
	if (partOfPython || name.length > maxLength) return { names: [], partOfPython };
	const candidates = [...new Set([...known, ...popularNames])].filter((candidate) => candidate !== name);
	const nearest = nearestNames(name, candidates);
	return { names: nearest.length > 0 ? nearest : sameCore(name, candidates), partOfPython };
}

/** The candidates at the smallest edit distance, in their order: separators count nothing, since `python-dateutil` is one word to a person. */
function nearestNames(name: string, candidates: readonly string[]): readonly string[] {
	const word = squash(name);
	let limit = mostEdits(word.length);
	let best: string[] = [];
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - name.length) > limit + 3) continue;
		const distance = boundedEditDistance(word, squash(candidate), limit);
		if (distance > limit) continue;
		if (distance < limit) best = [];
		limit = distance;
		best.push(candidate);
	}
	return best.slice(0, maxSuggestions);
}

/** Short names are near to everything: they may be one edit away only. */
function mostEdits(length: number): number {
	if (length <= 2) return 0;
	return length <= 5 ? 1 : length <= 11 ? 2 : 3;
}

/** `requests-python`, `py-requests`: the words that say "for Python" added or left out. */
function sameCore(name: string, candidates: readonly string[]): readonly string[] {
	const wanted = core(name);
	return wanted.length < 3 ? [] : candidates.filter((candidate) => core(candidate) === wanted).slice(0, maxSuggestions);
}

function core(name: string): string {
	return squash(name.replace(/^(?:python|py)-?|-(?:python|py)\d?$/g, '')).replace(/\d$/, '');
}

function squash(name: string): string {
	return name.replaceAll('-', '');
}
