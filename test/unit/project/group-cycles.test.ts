import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupCycles } from '../../../src/core/project/group-cycles.ts';
import type { GroupInclude } from '../../../src/core/project/model.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

type Edge = readonly [group: string, includes: string];

function check(edges: readonly Edge[], groups = new Set(edges.flat())): readonly string[] {
	const includes = edges.map(([group, included], i): GroupInclude => ({ group, includes: included, span: { start: i, end: i + 1 } }));
	return groupCycles(includes, groups, '/pyproject.toml').map(({ span, message }) => `${span.start}: ${message}`);
}

describe('groups that include groups', () => {
	it('may do so as long as none comes back to itself', () => {
		assert.deepEqual(
			check([
				['all', 'test'],
				['all', 'docs'],
				['docs', 'test'],
				['test', 'base'],
			]),
			[],
		);
	});

	it('must not include themselves', () => {
		assert.deepEqual(check([['a', 'a']]), ['0: Dependency group “a” includes itself.']);
	});

	it('are compared by their normalised names', () => {
		assert.deepEqual(check([['A.B', 'a_b']], new Set(['a-b'])), ['0: Dependency group “A.B” includes itself.']);
	});

	it('are told at each step of the circle, and nowhere else', () => {
		assert.deepEqual(
			check([
				['in', 'a'],
				['a', 'b'],
				['b', 'a'],
				['b', 'out'],
				['out', 'end'],
			]),
			['1: Dependency group “a” includes itself through “b”.', '2: Dependency group “b” includes itself through “a”.'],
		);
	});

	it('have to exist', () => {
		assert.deepEqual(check([['a', 'b']], new Set(['a'])), ['0: There is no dependency group “b” to include.']);
	});

	it('make a circle exactly when what is included leads back (property)', () => {
		const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
		fc.assert(
			fc.property(fc.array(fc.tuple(name, name), { maxLength: 12 }), (edges) => {
				const expected = edges.flatMap(([from, to], i) => (reaches(edges, to, from) ? [i] : []));
				assert.deepEqual(check(edges).map(Number.parseFloat), expected);
			}),
		);
	});

	it('are looked at in linear time, however long the chain', () => {
		const length = 50_000;
		const start = threadCpuMs();
		assert.equal(check(Array.from({ length }, (_, i): Edge => [`g${i}`, `g${(i + 1) % length}`])).length, length);
		assert.ok(threadCpuMs() - start < 5000);
	});
});

function reaches(edges: readonly Edge[], from: string, to: string): boolean {
	const seen = new Set([from]);
	for (const node of seen) for (const [source, target] of edges) if (source === node) seen.add(target);
	return seen.has(to);
}
