import type { DocsSection } from './section.ts';
import { termsOf, wordsOf } from './terms.ts';

/** The fields of a section, and what a word in them weighs. */
const fields = [
	{ weight: 5, text: ({ heading }: Searched) => heading },
	{ weight: 1.5, text: ({ above }: Searched) => above },
	{ weight: 1.5, text: ({ prose }: Searched) => prose },
	{ weight: 1, text: ({ code }: Searched) => code },
] as const;

/** A word that only begins with what is looked for. */
const prefixWeight = 0.3;
const shortestPrefix = 3;

/** Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*: how soon more of a word says no more, and how length counts. */
const k1 = 1.2;
const b = 0.75;

/** Of a query, that much is looked for. */
const maxTerms = 40;

/** Words that nobody looks for, unless there are no others. */
const stopWords: ReadonlySet<string> = new Set(
	'a an and are as at be by can do does for from how i in is it its me my of on or the this that to use using we what when where which why with you'.split(
		' ',
	),
);

/** What of a section is looked through. */
interface Searched {
	readonly heading: string;
	/** The headings that it stands below. */
	readonly above: string;
	readonly prose: string;
	readonly code: string;
}

/** Counts of each term of the query in a field, by its place in the query, and of all of the field's words. */
interface Counted {
	readonly counts: readonly number[];
	readonly length: number;
}

/**
 * The indexes of the sections that match a query, best first; equally good ones in their order. BM25F: one score over heading, headings above, prose
 * and code. `paths`: of each section, the headings that it stands below.
 */
export function rankSections(sections: readonly DocsSection[], paths: readonly (readonly string[])[], query: string): readonly number[] {
	const terms = queryTerms(query);
	if (terms.length === 0) return [];
	const match = matcher(terms);
	const counted = sections.map((section, i) => {
		const searched = { heading: section.heading ?? '', above: paths[i]?.join(' ') ?? '', ...section.texts };
		return fields.map(({ text }) => count(text(searched), terms.length, match));
	});
	const scores = score(counted, terms.length);
	return scores
		.map((value, index) => ({ value, index }))
		.filter(({ value }) => value > 0)
		.sort((one, other) => other.value - one.value || one.index - other.index)
		.map(({ index }) => index);
}

function queryTerms(query: string): readonly string[] {
	const all = wordsOf(query);
	const meant = all.filter((word) => !stopWords.has(word.toLowerCase()));
	return [...new Set((meant.length > 0 ? meant : all).flatMap(termsOf))].slice(0, maxTerms);
}

type Match = (word: string) => readonly (readonly [term: number, weight: number])[];

/** Which terms a word stands for. The same words come again and again. */
function matcher(terms: readonly string[]): Match {
	const known = new Map<string, ReturnType<Match>>();
	return (word) => {
		const matches = known.get(word) ?? matchesOf(termsOf(word), terms);
		known.set(word, matches);
		return matches;
	};
}

function matchesOf(found: readonly string[], terms: readonly string[]): ReturnType<Match> {
	return terms.flatMap((term, i): [number, number][] => {
		if (found.includes(term)) return [[i, 1]];
		const isPrefix = term.length >= shortestPrefix && found.some((one) => one.startsWith(term));
		return isPrefix ? [[i, prefixWeight]] : [];
	});
}

function count(text: string, terms: number, match: Match): Counted {
	const counts = Array.from({ length: terms }, () => 0);
	const words = wordsOf(text);
	for (const word of words) for (const [term, weight] of match(word)) counts[term] = (counts[term] ?? 0) + weight;
	return { counts, length: words.length };
}

function score(sections: readonly (readonly Counted[])[], terms: number): readonly number[] {
	const averages = fields.map((_, field) => sections.reduce((sum, counted) => sum + (counted[field]?.length ?? 0), 0) / sections.length);
	const frequencies = sections.map((counted) =>
		Array.from({ length: terms }, (_, term) =>
			counted.reduce((sum, { counts, length }, field) => {
				const lengthNorm = 1 - b + (b * length) / Math.max(averages[field] ?? 1, 1);
				return sum + ((fields[field]?.weight ?? 0) * (counts[term] ?? 0)) / lengthNorm;
			}, 0),
		),
	);
	const rarity = Array.from({ length: terms }, (_, term) => {
		const holding = frequencies.filter((of) => (of[term] ?? 0) > 0).length;
		return Math.log(1 + (sections.length - holding + 0.5) / (holding + 0.5));
	});
	return frequencies.map((of) => of.reduce((sum, frequency, term) => sum + ((rarity[term] ?? 0) * frequency) / (k1 + frequency), 0));
}
