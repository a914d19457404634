import { renderMarkdown } from './markdown.ts';
import { type Block, codeAndProse } from './tree.ts';

/** One part of a package's description. Text of a package is untrusted, but holds nothing that acts or hides. */
export interface DocsSection {
	/** In plain text; null for what stands before the first heading. */
	readonly heading: string | null;
	/** 1 to 6; 0 for what stands before the first heading. */
	readonly level: number;
	/** What follows the heading, up to the next. */
	readonly blocks: readonly Block[];
	/** The same, as safe Markdown without raw HTML. */
	readonly markdown: string;
	/** The texts of its code, and all its other texts, for a search. */
	readonly texts: { readonly code: string; readonly prose: string };
}

/** A section that is parsed and rendered when someone looks at it: a hover needs only the first of a long description. */
export class LazySection implements DocsSection {
	readonly heading: string | null;
	readonly level: number;
	readonly #parse: () => readonly Block[];
	#blocks: readonly Block[] | undefined;
	#markdown: string | undefined;
	#texts: DocsSection['texts'] | undefined;

	constructor(heading: string | null, level: number, parse: () => readonly Block[]) {
		this.heading = heading;
		this.level = level;
		this.#parse = parse;
	}

	get blocks(): readonly Block[] {
		this.#blocks ??= this.#parse();
		return this.#blocks;
	}

	get markdown(): string {
		this.#markdown ??= renderMarkdown(this.blocks);
		return this.#markdown;
	}

	get texts(): DocsSection['texts'] {
		this.#texts ??= codeAndProse(this.blocks);
		return this.#texts;
	}
}
