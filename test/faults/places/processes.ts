import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { Processes } from '../processes/children.ts';
import type { Place, Play } from '../scenario.ts';
import { page200, resets } from '../speech.ts';

const all = process.env['AUTODOCS_FAULTS'] === 'all';
const kills = all ? 200 : 10;
const looks = all ? 200 : 20;
const askers = all ? 8 : 2;
const minute = 60_000;

const play = (title: string, act: (processes: Processes, lab: Lab) => Promise<void>): Play => ({
	title,
	timeoutMs: 5 * minute,
	play: async (lab) => {
		await using processes = new Processes(lab.cacheFolder);
		await act(processes, lab);
		// Of processes that were killed: gone once they are ten minutes old.
		const later = processes.cache({ now: () => Date.now() + 11 * minute });
		await later.write('releases:last', {
			packageName: 'last',
			value: 1,
			fetchedAt: 0,
			freshness: { lifetimeMs: 0, etag: null, lastModified: null, volatile: false },
			bytes: 1,
		});
		await later.settled();
		assert.deepEqual(await readdir(join(lab.cacheFolder, 'v1', 'tmp')), []);
		assert.deepEqual(processes.complaints, []);
	},
});

const names = (count: number) => Array.from({ length: count }, (_, at) => `package-${at}`);

/** Every entry is there, whole, however often one looks. */
async function lookOften(processes: Processes): Promise<void> {
	for (let look = 0; look < looks; look++) assert.equal(await processes.readAll(processes.cache()), 8);
}

/** So many write the same entries at once, while this process reads them. */
const together = (count: number) => async (processes: Processes) => {
	const writers = await Promise.all(names(count).map((name) => processes.writer(name)));
	await lookOften(processes);
	await processes.finish(writers);
	await lookOften(processes);
};

export const processes: Place = {
	name: 'with several processes on one cache folder,',
	scenarios: [
		play('two that write the same entries never show a torn or a mixed one', together(2)),
		play('eight that write the same entries never show a torn or a mixed one', together(8)),
		play(`one that is killed in the middle of a write, ${kills} times over, loses nothing but that write`, async (processes) => {
			for (let kill = 0; kill < kills; kill++) {
				const { process: child, exited } = await processes.writer('killed', 1 + (kill % 3));
				child.kill('SIGKILL');
				await exited;
				assert.equal(await processes.readAll(processes.cache()), 8, `after kill ${kill + 1}`);
			}
		}),
		play('one that is killed while two others write harms neither', async (processes) => {
			const [victim, ...others] = await Promise.all(['victim', 'one', 'two'].map((name) => processes.writer(name)));
			victim?.process.kill('SIGKILL');
			await lookOften(processes);
			await processes.finish(others);
			await lookOften(processes);
		}),
		play('one clears it while two others write: never a wrong entry, and whole in the end', async (processes) => {
			const writers = await Promise.all(['one', 'two'].map((name) => processes.writer(name)));
			const clearing = processes.cache();
			for (let time = 0; time < 5; time++) {
				await clearing.clear();
				await processes.readAll(processes.cache());
			}
			await processes.finish([...writers, await processes.writer('three')]);
			await lookOften(processes);
		}),
		play(
			`${askers} that ask the same index at once all get every answer, and another finds them on disk when the index is down`,
			async (processes, lab) => {
				const served = await lab.serve(page200('cache-control: max-age=600'));
				const asked = names(5);
				const expected = asked.map((name) => ({ name, version: '2.0' }));
				const answers = await Promise.all(names(askers).map(() => processes.asker(served.origin, ...asked)));
				for (const each of answers)
					assert.deepEqual(
						each.map(({ name, version }) => ({ name, version })),
						expected,
					);
				served.turn(resets);
				assert.deepEqual(
					await processes.asker(served.origin, ...asked),
					expected.map((each) => ({ ...each, from: 'disk' })),
				);
			},
		),
	],
};
