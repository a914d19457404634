import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Followers } from '../../../src/core/project/followers.ts';

describe('the projects that follow a file', () => {
	it('are all that follow it, each with the files of its last word', () => {
		const followers = new Followers();
		followers.follow('a', ['root', 'list']);
		followers.follow('b', ['root']);
		assert.deepEqual(followers.of('root'), ['a', 'b']);
		followers.follow('a', ['list', 'list']);
		assert.deepEqual(followers.of('root'), ['b']);
		assert.deepEqual(followers.of('list'), ['a']);
		followers.leave('a');
		followers.leave('a');
		assert.deepEqual([followers.of('list'), followers.of('unknown')], [[], []]);
	});

	it('are those that a plain list of the last words tells', () => {
		const word = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.array(fc.constantFrom('x', 'y', 'z')), { nil: undefined }));
		fc.assert(
			fc.property(fc.array(word), (words) => {
				const followers = new Followers();
				const last = new Map<string, readonly string[]>();
				for (const [project, files] of words) {
					if (files === undefined) followers.leave(project);
					else followers.follow(project, files);
					last.set(project, files ?? []);
				}
				for (const file of ['x', 'y', 'z']) {
					const expected = [...last].flatMap(([project, files]) => (files.includes(file) ? [project] : []));
					assert.deepEqual([...followers.of(file)].sort(), expected.sort());
				}
			}),
		);
	});
});
