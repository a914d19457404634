/**
 * Tokens a character, by its kind. Fitted to the descriptions of 117 real packages, as this folder renders them, under the encodings
 * `cl100k_base` and `o200k_base`: for each at least the larger count of the two, a quarter above it in the middle.
 */
const costs = {
	lowerCase: 0.25,
	upperCase: 0.5,
	digit: 0.55,
	blank: 0.1,
	lineFeed: 0.5,
	mark: 0.75,
	/** Latin letters with accents, and what else is below U+0250. */
	accented: 0.9,
	/** Of Greek and Cyrillic. */
	alphabetic: 0.6,
	ideograph: 1.4,
	/** Half a character beyond the basic plane, e.g. of an emoji. */
	surrogate: 1.5,
	other: 1.1,
} as const;

/** Where letters and digits, or small and capital letters, meet in a word, a token ends: `sha256`, `userName`, a hash. */
const seam = 0.55;

const small = 1;
const capital = 2;
const digit = 3;

/** Of ASCII: what stands in words, and what it costs. Looked up, since whole pages are counted. */
const wordKinds: readonly number[] = Array.from({ length: 128 }, (_, unit) => {
	const character = String.fromCharCode(unit);
	return /[a-z]/.test(character) ? small : /[A-Z]/.test(character) ? capital : /[0-9]/.test(character) ? digit : 0;
});
const asciiCosts: readonly number[] = wordKinds.map((kind, unit) => {
	if (kind === 0) return unit === 32 ? costs.blank : unit === 10 ? costs.lineFeed : costs.mark;
	return kind === small ? costs.lowerCase : kind === capital ? costs.upperCase : costs.digit;
});

/**
 * About how many tokens a language model makes of a text: an upper estimate, since the tokenizers differ. Linear in the text. Two texts together
 * cost what each costs alone, give or take one.
 */
export function estimateTokens(text: string): number {
	let tokens = 0;
	let before = 0;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		const kind = wordKinds[unit] ?? 0;
		tokens += asciiCosts[unit] ?? costBeyondAscii(unit);
		// A capital letter and the small ones behind it are one word.
		if (kind !== before && kind !== 0 && before !== 0 && !(before === capital && kind === small)) tokens += seam;
		before = kind;
	}
	// Sums of fractions are off by a little: 0.1 ten times is 0.9999….
	return Math.max(0, Math.ceil(tokens - 1e-6));
}

function costBeyondAscii(unit: number): number {
	if (unit < 0x250) return costs.accented;
	if (unit >= 0x370 && unit < 0x530) return costs.alphabetic;
	if (unit >= 0xd800 && unit <= 0xdfff) return costs.surrogate;
	return unit >= 0x2e80 && unit <= 0xfaff ? costs.ideograph : costs.other;
}
