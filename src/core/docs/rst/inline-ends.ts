export type Mark = '*' | '**' | '`' | '``' | '|';

/** An end stands behind a character that is no space, before a space, punctuation or the end of the text. */
const ends: Readonly<Record<Mark, RegExp>> = {
	'*': /(?<=[^\s*\\])\*(?=$|[\s'")\]}>\-/:.,;!?\\\u2010-\u2019\u201d\u00bb])/g,
	'**': /(?<=[^\s\\])\*\*(?=$|[\s'")\]}>\-/:.,;!?\\\u2010-\u2019\u201d\u00bb])/g,
	'`': /(?<=[^\s`\\])`(?=$|[\s'")\]}>\-/:.,;!?\\_\u2010-\u2019\u201d\u00bb])/g,
	'``': /(?<=\S)``(?=$|[\s'")\]}>\-/:.,;!?\\\u2010-\u2019\u201d\u00bb])/g,
	'|': /(?<=[^\s\\])\|(?=$|[\s'")\]}>\-/:.,;!?\\_\u2010-\u2019\u201d\u00bb])/g,
};

/** Finds the ends of marks in one text, from left to right: each text is searched once for each kind. */
export class EndFinder {
	readonly #source: string;
	readonly #found = new Map<Mark, { readonly offsets: readonly number[]; index: number }>();

	constructor(source: string) {
		this.#source = source;
	}

	/** The first end of `mark` at or behind `from`, which never goes back. */
	after(mark: Mark, from: number): number | undefined {
		const known = this.#found.get(mark) ?? { offsets: [...this.#source.matchAll(ends[mark])].map(({ index }) => index), index: 0 };
		this.#found.set(mark, known);
		while ((known.offsets[known.index] ?? Number.POSITIVE_INFINITY) < from) known.index++;
		return known.offsets[known.index];
	}
}
