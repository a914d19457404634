import type { PhrasingContent } from 'mdast';
import type { Block } from '../tree.ts';

/** What a construct at some line stands for, and the line at which the text goes on. */
export interface Parsed {
	readonly blocks: readonly Block[];
	readonly next: number;
}

/** What constructs need of the document around them. */
export interface RstContext {
	/** 0 for the document itself. */
	readonly depth: number;
	inline(source: string): readonly PhrasingContent[];
	/** The blocks of a body, one level deeper. */
	parse(lines: readonly string[]): readonly Block[];
	/** The level of a title by the look of its adornment: in order of appearance. */
	headingLevel(style: string): 1 | 2 | 3 | 4 | 5 | 6;
}

/** Reads its own kind at line `at`, which is not blank; undefined when something else stands there. */
export type Construct = (lines: readonly string[], at: number, context: RstContext) => Parsed | undefined;
