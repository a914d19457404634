/** UTF-16 units. No path that a person writes is longer. */
const longest = 200;

/** What may stand at the token's place in a path: one character that fits, or for `*` and `**` any number of them. */
type Token = '*' | '**' | ((character: string) => boolean);

/**
 * Whether a pattern matches a whole path, as with the defaults of the Rust crate `glob`, which uv uses: `*` and `?` match `/` too, `**` is a
 * component of its own and matches any number of folders, `[a-z]` and `[!a-z]` match one character. What is no pattern matches nothing.
 * Takes time in proportion to both lengths.
 */
export function matchesGlob(pattern: string, path: string): boolean {
	const characters = [...path];
	const tokens = pattern.length > longest ? undefined : tokensOf(pattern);
	const start: ReadonlySet<number> = new Set([0]);
	return tokens?.reduce((places, token) => step(places, token, characters), start).has(characters.length) === true;
}

const syntax = /(?<=^|\/)\*\*(?:\/|$)|\*(?!\*)|\[!(?<except>.[^\]]*)\]|\[(?<within>[^!][^\]]*)\]|[^*[]/gsuy;

/** Undefined when a bracket is never closed, or `**` is no component of its own. */
function tokensOf(pattern: string): readonly Token[] | undefined {
	const found = [...pattern.matchAll(syntax)];
	const last = found.at(-1);
	if ((last === undefined ? 0 : last.index + last[0].length) < pattern.length) return undefined;
	return found.map(({ 0: text, groups }): Token => {
		if (text.startsWith('*')) return text === '*' ? '*' : '**';
		if (groups?.['within'] !== undefined) return oneOf(groups['within']);
		const except = groups?.['except'] === undefined ? undefined : oneOf(groups['except']);
		if (except !== undefined) return (character) => !except(character);
		return (character) => text === '?' || text === character;
	});
}

/** The characters of a bracket: single ones and ranges. */
function oneOf(set: string): (character: string) => boolean {
	const ranges = [...set.matchAll(/(.)-(.)|./gsu)].map(([text, first = text, last = text]) => ({ first, last }));
	return (character) => ranges.some(({ first, last }) => first <= character && character <= last);
}

/** From the places in the path that are reached, those that are reached behind one more token. */
function step(places: ReadonlySet<number>, token: Token, characters: readonly string[]): ReadonlySet<number> {
	const end = characters.length;
	if (typeof token === 'function') {
		const fitting = [...places].filter((at) => at < end && token(characters[at] ?? ''));
		return new Set(fitting.map((at) => at + 1));
	}
	const first = Math.min(...places);
	const isFolder = (at: number) => places.has(at) || at === end || characters[at - 1] === '/';
	return new Set([...characters.keys(), end].filter((at) => at >= first && (token === '*' || isFolder(at))));
}
