import type { Token } from './logical-lines.ts';

type Purpose = 'runtime' | 'optional' | 'types';

/** A compound statement whose lines are being read. */
interface Block {
	readonly indent: number;
	readonly keyword: string;
	/** Of a `try`, and of what belongs to it: whether it expects an ImportError, which is known once its `except` is read. */
	readonly attempt: { expectsImportError: boolean };
	readonly isForTypes: boolean;
}

/** Names of exceptions that an import which fails raises, and those above them. */
const importErrors: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);

/** Deeper blocks than Python itself takes (100 levels) are not followed. */
const deepest = 100;

/** Follows the blocks of a Python source, line by line, to know what an import is for. */
export class Blocks {
	#open: readonly Block[] = [];

	/** Whether the lines that follow are read whenever their module is imported, and on every machine: not in a function, nor under an `if`. */
	get isUnconditional(): boolean {
		return this.#open.every(({ keyword }) => keyword === 'with' || keyword === 'class' || keyword === 'try');
	}

	/** Takes the next logical line. The function that it gives says what imports in that line are for, once the source is read to its end. */
	enter(indent: number, tokens: readonly Token[]): () => Purpose {
		const closed = this.#open.find((block) => block.indent === indent);
		this.#open = this.#open.filter((block) => block.indent < indent);
		const block = blockOf(indent, tokens, closed);
		if (block !== undefined && this.#open.length < deepest) this.#open = [...this.#open, block];
		const around = this.#open;
		return () => {
			if (around.some(({ isForTypes }) => isForTypes)) return 'types';
			return around.some(({ attempt }) => attempt.expectsImportError) ? 'optional' : 'runtime';
		};
	}
}

function blockOf(indent: number, tokens: readonly Token[], before: Block | undefined): Block | undefined {
	const words = tokens.map(({ text }) => text);
	const [keyword = ''] = words;
	const block = { indent, keyword, attempt: { expectsImportError: false }, isForTypes: false };
	if (keyword === 'try') return block;
	if (keyword === 'except' || (keyword === 'else' && isOfTry(before))) return continued(block, words, before);
	if (keyword === 'if' || keyword === 'elif') return { ...block, isForTypes: asksForTypes(words) };
	if (keyword === 'with') return { ...block, attempt: { expectsImportError: words.includes('suppress') && namesImportError(words) } };
	return ['for', 'while', 'def', 'class', 'async', 'else', 'finally', 'match', 'case'].includes(keyword) ? block : undefined;
}

/** What follows a `try` shares in what that expects. */
function continued(block: Block, words: readonly string[], before: Block | undefined): Block {
	const attempt = isOfTry(before) ? before.attempt : block.attempt;
	const header = words.slice(0, words.indexOf(':') + 1);
	if (block.keyword === 'except' && (header[1] === ':' || namesImportError(header))) attempt.expectsImportError = true;
	return { ...block, attempt };
}

function isOfTry(block: Block | undefined): block is Block {
	return block?.keyword === 'try' || block?.keyword === 'except';
}

function namesImportError(words: readonly string[]): boolean {
	return words.some((word) => importErrors.has(word));
}

/** `if TYPE_CHECKING:`, also with the name of its module before it. What is negated is for the run time. */
function asksForTypes(words: readonly string[]): boolean {
	const condition = words.slice(1, words.indexOf(':'));
	return condition.includes('TYPE_CHECKING') && !condition.includes('not') && !condition.includes('or');
}
