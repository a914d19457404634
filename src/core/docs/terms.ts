/** Words of any script, and identifiers with their underscores; dots, dashes and other marks divide. */
const words = /[\p{L}\p{N}\p{M}_]+/gu;

/** Scripts that write no blanks between words: each character is a term. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Where an identifier changes from one word to the next: `snake_case`, `camelCase`, `HTTPServer`. */
const innerBorders = /_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

const longestWord = 80;

/** What a search compares: the words of a text, in its order. */
export function wordsOf(text: string): readonly string[] {
	return text.match(words) ?? [];
}

/**
 * The terms of a word, each as its stem: itself and, of an identifier, each word in it, so that `PoolManager` is found by `pool`, `pool_manager`
 * and `poolmanager`.
 */
export function termsOf(word: string): readonly string[] {
	const short = word.slice(0, longestWord);
	if (unspaced.test(short)) return [...short.toLowerCase()];
	const parts = short.split(innerBorders).filter((part) => part !== '');
	const whole = stem(parts.join('').toLowerCase());
	if (whole === '') return [];
	return parts.length < 2 ? [whole] : [whole, ...parts.map((part) => stem(part.toLowerCase()))];
}

/** English endings off, as far as it takes for `caching`, `cached`, `caches` and `cache` to be one; three letters always stay. */
function stem(word: string): string {
	if (word.length < 4 || /[^a-z]/.test(word)) return word;
	const singular = word.replace(/ie[sd]$/, 'y').replace(/(?<=[^su])s$/, '');
	return singular.replace(/(?<=...)(?:ing|ed|e)$/, '').replace(/(?<=..)([^aeiou])\1$/, '$1');
}
