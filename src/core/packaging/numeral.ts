/** A number of a version: a number while that is exact, else its decimal digits without leading zeros. Equal numerals are `===`. */
export type Numeral = number | string;

/** Reads a run of ASCII digits of any length, in linear time; '' is 0. */
export function numeral(digits: string): Numeral {
	const value = Number(digits);
	return Number.isSafeInteger(value) ? value : digits.replace(/^0+/, '');
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareNumerals(a: Numeral, b: Numeral): number {
	if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
	if (typeof b === 'number') return 1;
	return a.length - b.length || compareText(a, b);
}

/** The next numeral. */
export function successor(a: Numeral): Numeral {
	return numeral(String(BigInt(a) + 1n));
}

/** Order by UTF-16 units. */
export function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
