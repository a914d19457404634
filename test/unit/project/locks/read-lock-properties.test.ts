import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLock } from '../../../../src/core/project/locks/read-lock.ts';

const kinds = ['uv', 'poetry', 'pdm', 'pylock'] as const;

const pieces = fc.constantFrom(
	...['[[package]]\n', '[[packages]]\n', '[package.source]\n', '[metadata]\n', 'name = "a"\n', 'version = "1"\n', 'version = 1\n'],
	...[
		'source = { git = "x" }\n',
		'markers = ["a"]\n',
		'dependencies = [{name="b"}]\n',
		'"""',
		"'''",
		'<<<<<<< x\n',
		'=======\n',
		'>>>>>>> y\n',
	],
	...['[[', ']]', '"', '\\', '\r\n', '\r', '\uFEFF', '\uD800', '\u0000', '[package]\n', 'package = 1\n', '__proto__ = 1\n', '# x\n'],
);

describe('reading a lock file', () => {
	it('never throws, and every place is in the text', async () => {
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...kinds), fc.array(fc.oneof(pieces, fc.string())), async (kind, parts) => {
				const text = parts.join('');
				const { packages, problems } = await readLock(text, '/p/x.lock', kind);
				const spans = [...problems.map(({ span }) => span), ...packages.flatMap((one) => [one.nameSpan, one.versionSpan ?? one.nameSpan])];
				for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end}`);
				for (const { name, nameSpan, version, versionSpan } of packages) {
					if (nameSpan.end > nameSpan.start && name === 'a') assert.equal(text.slice(nameSpan.start, nameSpan.end), 'a');
					if (versionSpan !== undefined && version === '1') assert.equal(text.slice(versionSpan.start, versionSpan.end), '1');
				}
			}),
			{ numRuns: 300 },
		);
	});

	/** A factor of four in length may take a factor of four in time, and some for the noise of the machine. */
	for (const [what, unit] of Object.entries({
		headers: '[[package]]\n',
		'broken packages': '[[package]]\nname = \n',
		blanks: ' ',
		brackets: '[',
		quotes: '"',
		'names without an end': '[[package]]\nname = "',
		'conflict marks': '<<<<<<<\n',
		keys: 'a\n',
		'one long array': '"x",\n',
	})) {
		it(`takes linear time for many ${what}`, async () => {
			const time = async (length: number) => {
				const text = unit.repeat(Math.ceil(length / unit.length));
				const before = performance.now();
				await readLock(text, '/p/uv.lock', 'uv');
				return performance.now() - before;
			};
			await time(100_000);
			const [short, long] = [await time(500_000), await time(2_000_000)];
			assert.ok(long < short * 12 + 100, `${short.toFixed(0)} ms, then ${long.toFixed(0)} ms`);
			assert.ok(long < 1500, `${long.toFixed(0)} ms`);
		});
	}
});
