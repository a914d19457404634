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

const popularLetters = Int32Array.from(popularNames, lettersOf);

/** Nobody mistypes longer names by so much that a suggestion would help, and they cost the most. */
const maxLength = 60;

/**
 * What may have been meant by `name` (PEP 503 form), which the index does not have: the distribution of a module of that name, else the
 * nearest of the `known` names and of the most popular packages. Takes less than a millisecond, mostly.
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
	// An edit takes one letter and brings another, at most.
	const most = 2 * limit;
	for (const candidate of candidates(name, known, (others) => countOf(letters ^ others) <= most)) {
		if (Math.abs(candidate.length - name.length) > limit + 3) continue;
		const distance = boundedEditDistance(word, squash(candidate), limit);
		if (distance > limit) continue;
		if (distance < limit) best = [];
		limit = distance;
		best.push(candidate);
	}
	return best.slice(0, maxSuggestions);
}

/** Names other than `name`, of which the letters in them are as wanted. */
function candidates(name: string, known: Iterable<string>, isWanted: (letters: number) => boolean): readonly string[] {
	const found = new Set<string>();
	for (const candidate of known) if (isWanted(lettersOf(candidate))) found.add(candidate);
	for (let i = 0; i < popularNames.length; i++) if (isWanted(popularLetters[i] ?? 0)) found.add(popularNames[i] ?? '');
	found.delete(name);
	return [...found];
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
	const near = candidates(name, known, (others) => (others & letters) === letters);
	return near.filter((candidate) => core(candidate) === wanted).slice(0, maxSuggestions);
}

function core(name: string): string {
	return squash(name.replace(/^(?:python|py)-?|-(?:python|py)\d?$/g, '')).replace(/\d$/, '');
}

function squash(name: string): string {
	return name.replaceAll('-', '');
}
