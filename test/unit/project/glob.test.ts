import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesGlob } from '../../../src/core/project/glob.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

describe('a pattern of folders', () => {
	const rows: readonly (readonly [pattern: string, matching: readonly string[], others: readonly string[]])[] = [
		['packages/a', ['packages/a'], ['packages/b', 'packages', 'packages/a/b', 'xpackages/a', '']],
		['packages/*', ['packages/a', 'packages/.a', 'packages/'], ['packages', 'other/a', 'packages/a/b']],
		['*', ['', 'a'], ['a/b', '/']],
		['*/*', ['a/b', '/'], ['a', 'a/b/c']],
		['a*b', ['ab', 'a_b'], ['a', 'abc', 'a/b']],
		['a*b*c', ['abc', 'a_b_c', 'a___b___c'], ['abcd']],
		['a*a*a*a*a*a*a*a*a', ['a'.repeat(31)], ['a'.repeat(31).concat('b')]],
		['?', ['a', '🐍'], ['', 'ab', '/']],
		['**', ['', 'a', 'a/b', '.a'], []],
		['**/test', ['test', 'one/test', 'one/two/test'], ['atest', 'one/atest', 'test/one']],
		['some/**', ['some/a', 'some/a/b'], ['some', 'other/a']],
		['some/**/end', ['some/end', 'some/one/end', 'some/one/two/end'], ['some/one/notend', 'some/friend']],
		['some/**/**/end', ['some/end', 'some/one/two/end'], ['some/friend']],
		['**/.*', ['.a', 'a/.a'], ['ab.c', 'a/ab.c']],
		['a[0-9]b', ['a0b', 'a9b'], ['a_b', 'ab', 'a00b']],
		['a[!0-9]b', ['a_b'], ['a0b', 'a/b']],
		['a[/]b', [], ['a/b']],
		['[abc-]', ['a', '-'], ['d', '']],
		['[-a]', ['a', '-'], ['b']],
		['[]]', [']'], ['a', '[]]']],
		['[!]]', ['a'], [']']],
		['[*]x', ['*x'], ['ax']],
		['a]', ['a]'], ['a']],
		['(a|b).+$', ['(a|b).+$'], ['a', 'ab']],
	];
	for (const [pattern, matching, others] of rows) {
		it(`“${pattern}” matches ${matching.join(', ')}`, () => {
			for (const path of matching) assert.ok(matchesGlob(pattern, path, false), path);
			for (const path of others) assert.ok(!matchesGlob(pattern, path, false), path);
		});
	}

	for (const pattern of ['a**', '**a', 'a/**b', '***', '[', '[]', '[!]', '[a', 'a'.repeat(201)]) {
		it(`“${pattern.slice(0, 10)}” is none, and matches nothing`, () => {
			for (const path of ['', 'a', 'ab', 'a/b', '**a', '[', pattern]) assert.ok(!matchesGlob(pattern, path, false), path);
		});
	}

	const acrossFolders: readonly (readonly [pattern: string, path: string])[] = [
		['packages/*', 'packages/a/b'],
		['*', 'a/b'],
		['a?b', 'a/b'],
		['a[!0-9]b', 'a/b'],
	];
	for (const [pattern, path] of acrossFolders) {
		it(`“${pattern}” matches ${path} only where a wildcard matches “/”`, () => {
			assert.ok(matchesGlob(pattern, path, true));
			assert.ok(!matchesGlob(pattern, path, false));
		});
	}

	it('matches each path of which it is made by putting stars', () => {
		const parts = fc.array(fc.stringMatching(/^[a-z./🐍]{1,4}$/u), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(parts, fc.stringMatching(/^[a-z]{0,6}$/), (given, filling) => matchesGlob(given.join('*'), given.join(filling), false)),
		);
	});

	it('takes little time, however many stars it has', () => {
		const startedAt = threadCpuMs();
		assert.ok(!matchesGlob(`${'a*'.repeat(99)}b`, 'a'.repeat(4000), false));
		assert.ok(threadCpuMs() - startedAt < 1000);
	});
});
