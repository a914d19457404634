import assert from 'node:assert/strict';
import { ValidationError } from '../../../src/core/errors.ts';
import { readOrExplain, SyntaxProblem } from '../../../src/core/packaging/syntax-problem.ts';

describe('a reader that explains itself', () => {
	const problem = (text: string) => new SyntaxProblem({ message: 'no', offset: 0, end: 1, expected: 'b', fix: { start: 0, end: 1, text } });
	const read = (text: string) => {
		if (text === 'bug') throw new RangeError('a bug');
		if (text !== 'b') throw problem(text === 'a' ? 'b' : 'bug');
		return text;
	};

	it('suggests the text that is right after its fix', () => {
		assert.throws(
			() => readOrExplain('a', read),
			(error) => error instanceof ValidationError && error.details['suggestion'] === 'b',
		);
	});

	it('passes on what is a bug, in the text as in the one it would suggest', () => {
		for (const text of ['bug', 'c']) assert.throws(() => readOrExplain(text, read), RangeError);
	});
});
