import assert from 'node:assert/strict';
import { isTyping } from '../../../src/editor/typing.ts';

describe('a change of a document', () => {
	const times = (count: number, text: string) => Array.from({ length: count }, () => ({ text }));
	for (const [what, changes, expected] of [
		['a character', times(1, 'x'), true],
		['a bracket and the one that closes it', times(1, '[]'), true],
		['a character taken away', times(1, ''), true],
		['a character at several cursors', times(10, 'x'), true],
		['a word that was completed', times(1, 'flask'), false],
		['text that was pasted', [{ text: '' }, { text: '"flask",\n"requests"' }], false],
		['an edit of a whole file, cut small', times(11, '7'), false],
	] as const) {
		it(`${what}: is ${expected ? '' : 'not '}typing`, () => assert.equal(isTyping(changes), expected));
	}
});
