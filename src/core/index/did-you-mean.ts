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
 * nearest of the `known` names and of the most popular packages. Takes about a millisecond.
 */
export function didYouMean(name: string, known: Iterable<string> = []): Suggestion {
	const partOfPython = standardLibrary.has(name.replaceAll('-', '_'));
	const distribution = distributionOfModule(name);
	if (distribution !== undefined) return { names: [distribution], partOfPython: false };
	if (partOfPython || name.length > maxLength) return { names: [], partOfPython };
	const nearest = nearestNames(name, known);
	return { names: nearest.length > 0 ? nearest : sameCore(name, known), partOfPython };
}

/** The candidates at the smallest edit distance, in their order: separators count nothing, since `python-dateutil` is one word to a person. */
function nearestNames(name: string, known: Iterable<string>): readonly string[] {
	const word = squash(name);
	const letters = lettersOf(word);
	let limit = mostEdits(word.length);
	let best: string[] = [];
	for (const candidate of candidates(name, known)) {
		if (Math.abs(candidate.length - name.length) > limit + 3) continue;
		// An edit takes one letter and brings another, at most.
		if (countOf(letters ^ lettersOf(candidate)) > 2 * limit) continue;
		const distance = boundedEditDistance(word, squash(candidate), limit);
		if (distance > limit) continue;
		if (distance < limit) best = [];
		limit = distance;
		if (!best.includes(candidate)) best.push(candidate);
	}
	return best.slice(0, maxSuggestions);
}

function* candidates(name: string, known: Iterable<string>): Iterable<string> {
	for (const names of [known, popularNames]) for (const candidate of names) if (candidate !== name) yield candidate;
}

/** A bit for each letter in a name, and one for digits: so that most names are passed over without a look at their order. */
function lettersOf(name: string): number {
	let letters = 0;
	for (let i = 0; i < name.length; i++) {
		const unit = name.charCodeAt(i);
		if (unit >= 97 && unit <= 122) letters |= 1 << (unit - 97);
		else if (unit >= 48 && unit <= 57) letters |= 1 << 26;
	}
	return letters;
}

function countOf(bits: number): number {
	let count = 0;
	for (let left = bits; left !== 0; left &= left - 1) count++;
	return count;
}

/** Short names are near to everything: they may be one edit away only. */
function mostEdits(length: number): number {
	if (length <= 2) return 0;
	return length <= 5 ? 1 : length <= 11 ? 2 : 3;
}

/** `requests-python`, `py-requests`: the words that say "for Python" added or left out. */
function sameCore(name: string, known: Iterable<string>): readonly string[] {
	const wanted = core(name);
	if (wanted.length < 3) return [];
	const letters = lettersOf(wanted);
	const same = new Set<string>();
	for (const candidate of candidates(name, known)) {
		if ((lettersOf(candidate) & letters) !== letters || core(candidate) !== wanted) continue;
		same.add(candidate);
		if (same.size === maxSuggestions) break;
	}
	return [...same];
}

function core(name: string): string {
	return squash(name.replace(/^(?:python|py)-?|-(?:python|py)\d?$/g, '')).replace(/\d$/, '');
}

function squash(name: string): string {
	return name.replaceAll('-', '');
}
