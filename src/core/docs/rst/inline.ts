import type { PhrasingContent } from 'mdast';
import { linkTo, text } from '../tree.ts';
import { EndFinder, type Mark } from './inline-ends.ts';
import { type References, resolveTarget } from './references.ts';
import { roleText } from './roles.ts';

/** What a mark at some place stands for, and where the text goes on. */
interface Found {
	readonly nodes: readonly PhrasingContent[];
	readonly next: number;
}

const candidate = /[\\*`|:[_]|https?:\/\//g;
const mayPrecede = /[\s'"([{<\-/:\u2010-\u2015\u2018-\u201f\u00ab]/;

/** Reads inline marks: one for a document, since anonymous references are counted. */
export class InlineReader {
	readonly #references: References;
	#anonymous = 0;

	constructor(references: References) {
		this.#references = references;
	}

	/** Linear in the text. */
	read(source: string): readonly PhrasingContent[] {
		const nodes: PhrasingContent[] = [];
		const ends = new EndFinder(source);
		const next = new RegExp(candidate);
		let plain = '';
		let at = 0;
		for (let match = next.exec(source); match !== null; match = next.exec(source)) {
			plain += source.slice(at, match.index);
			const { found, kept } = this.#at(source, match.index, ends, plain);
			if (found !== undefined) {
				if (kept !== '') nodes.push(text(kept));
				nodes.push(...found.nodes);
				plain = '';
			} else plain += source[match.index] === '\\' ? unescaped(source, match.index) : match[0];
			at = found?.next ?? (source[match.index] === '\\' ? match.index + 2 : match.index + match[0].length);
			next.lastIndex = at;
		}
		plain += source.slice(at);
		if (plain !== '') nodes.push(text(plain));
		return nodes;
	}

	/** `kept`: what of the text before the mark stays text. */
	#at(source: string, at: number, ends: EndFinder, plain: string): { readonly found: Found | undefined; readonly kept: string } {
		const char = source[at];
		if (char === '_') return this.#wordReference(source, at, plain);
		if (char === '\\') return { found: undefined, kept: plain };
		const before = source[at - 1];
		const found = before === undefined || mayPrecede.test(before) ? this.#mark(source, at, ends) : undefined;
		return { found, kept: plain };
	}

	#mark(source: string, at: number, ends: EndFinder): Found | undefined {
		if (source.startsWith('http', at)) return webAddress(source, at);
		if (source.startsWith('``', at)) return delimited(source, at, ends, '``', (value) => [{ type: 'inlineCode', value }]);
		if (source.startsWith('**', at))
			return delimited(source, at, ends, '**', (value) => [{ type: 'strong', children: [text(withoutEscapes(value))] }]);
		switch (source[at]) {
			case '*':
				return delimited(source, at, ends, '*', (value) => [{ type: 'emphasis', children: [text(withoutEscapes(value))] }]);
			case '|':
				return this.#substitution(source, at, ends);
			case '`':
				return this.#interpreted(source, at, ends, undefined);
			case ':': {
				const role = /^:([a-z][\w+.:-]{0,60}):`/i.exec(source.slice(at, at + 70))?.[1];
				return role === undefined ? undefined : this.#interpreted(source, at + role.length + 2, ends, role);
			}
			default: {
				const footnote = /^\[(#?[\w.-]{0,60}|\*)\]_/.exec(source.slice(at, at + 70));
				return footnote === null ? undefined : { nodes: [text(footnote[0].slice(0, -1))], next: at + footnote[0].length };
			}
		}
	}

	#substitution(source: string, at: number, ends: EndFinder): Found | undefined {
		const found = delimited(source, at, ends, '|', (name) => {
			const value = resolveSubstitution(this.#references, name);
			return value === '' ? [] : [text(value)];
		});
		return found && { nodes: found.nodes, next: afterUnderscores(source, found.next) };
	}

	/** `` `text` ``, with a role before or behind it, or as a reference. */
	#interpreted(source: string, at: number, ends: EndFinder, roleBefore: string | undefined): Found | undefined {
		const end = ends.after('`', at + 1);
		if (end === undefined || /\s/.test(source[at + 1] ?? ' ')) return undefined;
		const content = source.slice(at + 1, end);
		const underscores = afterUnderscores(source, end + 1);
		const roleBehind = /^:([a-z][\w+.:-]{0,60}):/i.exec(source.slice(end + 1, end + 70))?.[1];
		if (roleBefore !== undefined) return { nodes: roleText(roleBefore, content), next: underscores };
		if (underscores > end + 1) return { nodes: this.#reference(content, underscores - end - 1 > 1), next: underscores };
		if (roleBehind !== undefined) return { nodes: roleText(roleBehind, content), next: end + roleBehind.length + 3 };
		// An address without the underscore behind it is the commonest slip.
		const nodes = /<[^<>\s]+>$/.test(content.slice(-2000)) ? this.#reference(content, false) : undefined;
		return { nodes: nodes ?? [{ type: 'emphasis', children: [text(withoutEscapes(content))] }], next: end + 1 };
	}

	#reference(content: string, isAnonymous: boolean): readonly PhrasingContent[] {
		const open = content.endsWith('>') ? content.lastIndexOf('<') : -1;
		if (open >= 0) {
			const target = withoutEscapes(content.slice(open + 1, -1).replace(/\s+/g, ''));
			const label = withoutEscapes(content.slice(0, open)).trim() || target;
			return linkTo(target.endsWith('_') ? resolveTarget(this.#references, target.slice(0, -1)) : target, [text(label)]);
		}
		const url = isAnonymous ? this.#references.anonymous[this.#anonymous++] : resolveTarget(this.#references, content);
		return linkTo(url, [text(withoutEscapes(content))]);
	}

	/** `name_`: the name was read as text before its underscore. */
	#wordReference(source: string, at: number, plain: string): { readonly found: Found | undefined; readonly kept: string } {
		const end = afterUnderscores(source, at);
		const name = trailingName(plain);
		const isMark = name !== '' && end - at <= 2 && !/\w/.test(source[end] ?? ' ');
		if (!isMark) return { found: undefined, kept: plain };
		const isAnonymous = end - at === 2;
		const url = isAnonymous ? this.#references.anonymous[this.#anonymous] : resolveTarget(this.#references, name);
		if (url === undefined) return { found: undefined, kept: plain };
		if (isAnonymous) this.#anonymous++;
		return { found: { nodes: linkTo(url, [text(name)]), next: end }, kept: plain.slice(0, plain.length - name.length) };
	}
}

function delimited(
	source: string,
	at: number,
	ends: EndFinder,
	mark: Mark,
	make: (content: string) => readonly PhrasingContent[],
): Found | undefined {
	const from = at + mark.length;
	const end = ends.after(mark, from + 1);
	if (end === undefined || /\s/.test(source[from] ?? ' ')) return undefined;
	return { nodes: make(source.slice(from, end)), next: end + mark.length };
}

function webAddress(source: string, at: number): Found | undefined {
	const address = /https?:\/\/[^\s<>"`|\\]*/y;
	address.lastIndex = at;
	const url =
		address
			.exec(source)?.[0]
			.slice(0, 2000)
			.replace(/[.,:;!?)'\]*_]{1,20}$/, '') ?? '';
	return url.length < 10 ? undefined : { nodes: linkTo(url, [text(url)]), next: at + url.length };
}

function resolveSubstitution(references: References, name: string): string {
	return references.substitutions.get(name.toLowerCase().replace(/\s+/g, ' ')) ?? '';
}

function afterUnderscores(source: string, from: number): number {
	let at = from;
	while (source[at] === '_') at++;
	return at;
}

/** A simple reference name at the end of a text, a hundred characters at most. */
function trailingName(plain: string): string {
	return /(?<![\w.+-])[a-z0-9][\w.+-]*$/i.exec(plain.slice(-100))?.[0] ?? '';
}

function unescaped(source: string, at: number): string {
	const char = source[at + 1] ?? '';
	return /\s/.test(char) ? '' : char;
}

function withoutEscapes(value: string): string {
	return value.replace(/\\(\s?)([\s\S]?)/g, (_, space: string, char: string) => (space === '' ? char : char));
}
