import { type Correction, ValidationError } from '../errors.ts';

interface Problem {
	/** What is wrong, for a person in a hurry. */
	readonly message: string;
	/** UTF-16 offsets of the offending part: `[offset, end)`. */
	readonly offset: number;
	readonly end: number;
	/** What could have stood there. */
	readonly expected: string;
	/** The one change that most likely says what was meant. */
	readonly fix?: Correction | undefined;
}

/** Stops a reader of this folder's grammars; leaves the folder as a ValidationError only. */
export class SyntaxProblem extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.message);
		this.problem = problem;
	}
}

/**
 * What `read` makes of `text`. A SyntaxProblem becomes a ValidationError (`invalid_requirement`); when its fix makes the whole text readable,
 * that is its `correction`, and `details.suggestion` the text that comes of it.
 */
export function readOrExplain<T>(text: string, read: (text: string) => T): T {
	try {
		return read(text);
	} catch (error) {
		if (!(error instanceof SyntaxProblem)) throw error;
		const { message, offset, end, expected, fix } = error.problem;
		const suggestion = fix && text.slice(0, fix.start) + fix.text + text.slice(fix.end);
		const solved = suggestion !== undefined && isReadable(suggestion, read) ? { details: { suggestion }, correction: fix } : {};
		throw new ValidationError(message, { code: 'invalid_requirement', offset, end, expected, ...solved });
	}
}

function isReadable(text: string, read: (text: string) => unknown): boolean {
	try {
		read(text);
		return true;
	} catch (error) {
		if (error instanceof SyntaxProblem) return false;
		throw error;
	}
}
