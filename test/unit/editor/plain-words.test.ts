import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../src/editor/plain-words.ts';

describe('words of others in a place that knows icons', () => {
	const table: readonly (readonly [words: string, shown: string])[] = [
		['a $(error) b', 'a \\$(error) b'],
		['$(sync~spin)$(zap)', '\\$(sync~spin)\\$(zap)'],
		['$(not an icon) $5 (x)', '$(not an icon) $5 (x)'],
	];
	for (const [words, shown] of table) it(`are ${shown} for ${words}`, () => assert.equal(withoutIcons(words), shown));
});

describe('words of others in a notification', () => {
	it('hold no link', () => {
		assert.equal(withoutLinks('see [x](command:workbench.action.quit)'), 'see [x] (command:workbench.action.quit)');
	});

	it('are one short line of what can be seen', () => {
		const shown = withoutLinks(`a\r\n\u202e${'b'.repeat(10_000)}`);
		assert.ok(shown.startsWith('a b'));
		assert.ok(shown.length <= 800);
	});
});
