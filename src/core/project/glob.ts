/** UTF-16 units. No path that a person writes is longer. */
const longest = 200;

/** What may stand at the token's place in a path: one character that fits, any number of those, or for `**` any number of folders. */
type Token = '**' | { readonly isRepeated: boolean; readonly fits: (character: string) => boolean };

/**
 * Whether a pattern matches a whole path, as the Rust crate `glob` does for uv: `*`, `?`, `[a-z]` and `[!a-z]` match what is no `/`, and a `/` too
 * where `matchesSlash` says so; `**` is a component of its own and matches any number of folders. What is no pattern matches nothing. Takes time
 * in proportion to both lengths.
 */
export function matchesGlob(pattern: string, path: string, matchesSlash: boolean): boolean {
	const characters = [...path];
	const tokens = pattern.length > longest ? undefined : tokensOf(pattern, (character) => matchesSlash || character !== '/');
	const start: ReadonlySet<number> = new Set([0]);
	return tokens?.reduce((places, token) => step(places, token, characters), start).has(characters.length) === true;
}

const syntax = /(?<=^|\/)\*\*(?:\/|$)|\*(?!\*)|\[!(?<except>.[^\]]*)\]|\[(?<within>[^!][^\]]*)\]|[^*[]/gsuy;

/** Undefined when a bracket is never closed, or `**` is no component of its own. `isMatched`: what a wildcard may match. */
function tokensOf(pattern: string, isMatched: (character: string) => boolean): readonly Token[] | undefined {
	const found = [...pattern.matchAll(syntax)];
	const last = found.at(-1);
	if ((last === undefined ? 0 : last.index + last[0].length) < pattern.length) return undefined;
	return found.map(({ 0: text, groups }): Token => {
		if (text.startsWith('**')) return '**';
		if (text === '*' || text === '?') return { isRepeated: text === '*', fits: isMatched };
		const [within, except] = [groups?.['within'], groups?.['except']].map((set) => (set === undefined ? undefined : oneOf(set)));
		if (within !== undefined) return { isRepeated: false, fits: (character) => isMatched(character) && within(character) };
		if (except !== undefined) return { isRepeated: false, fits: (character) => isMatched(character) && !except(character) };
		return { isRepeated: false, fits: (character) => character === text };
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
	if (token === '**') {
		const first = Math.min(...places);
		const isFolder = (at: number) => places.has(at) || at === end || characters[at - 1] === '/';
		return new Set([...characters.keys(), end].filter((at) => at >= first && isFolder(at)));
	}
	const reached = new Set(token.isRepeated ? places : []);
	for (const [at, character] of characters.entries()) {
		if ((places.has(at) || (token.isRepeated && reached.has(at))) && token.fits(character)) reached.add(at + 1);
	}
	return reached;
}
