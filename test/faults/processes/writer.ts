/* A process of its own that writes to a shared cache folder, round after round, until its input ends or it is killed: `writer.ts FOLDER NAME`. Prints a dot a round. */
import * as fs from 'node:fs/promises';
import { DiskCache } from '../../../src/core/network/disk-cache.ts';
import type { StoredAnswer } from '../../../src/core/network/stored-answer.ts';
import { realPlatform } from '../../../src/core/platform.ts';

const [folder = '', writer = ''] = process.argv.slice(2);
let ended = false;
process.stdin.resume().once('end', () => {
	ended = true;
});
const cache = new DiskCache(
	fs,
	folder,
	() => 20_000_000,
	realPlatform(() => undefined),
);

for (let round = 0; round === 0 || !ended; round++) {
	for (let i = 0; i < 8; i++) {
		// All of one letter: half of it from another writer would show.
		const value = { writer, round, text: String.fromCharCode(97 + ((round + i) % 26)).repeat(20_000) };
		const answer: StoredAnswer = {
			packageName: `package-${i}`,
			value,
			fetchedAt: Date.now(),
			freshness: { lifetimeMs: 0, etag: null, lastModified: null, volatile: false },
			bytes: 20_000,
		};
		await cache.write(`releases:package-${i}`, answer);
	}
	await cache.settled();
	process.stdout.write('.');
}
