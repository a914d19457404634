import assert from 'node:assert/strict';
import type { Lab } from '../lab.ts';
import type { Outcome, Place } from '../scenario.ts';
import { ok, page, page200, rawThenSilence, respond, silence, simpleJson, status } from '../speech.ts';

/** Asks, lets `ms` pass, and closes while the answer is out. Resolves with what the one who asked got. */
async function closingAfter(
	lab: Lab,
	ms: number,
	behaviour: Parameters<Lab['serve']>[0],
): Promise<{ readonly outcome: Outcome; readonly took: number }> {
	lab.origin = (await lab.serve(behaviour)).origin;
	const asked = lab.releases();
	await lab.platform.advance(ms);
	const before = lab.platform.monotonic();
	await lab.closeClient();
	return { outcome: await lab.run(asked), took: lab.platform.monotonic() - before };
}

const cancelled = (outcome: Outcome) => assert.equal(outcome instanceof Error && 'code' in outcome && outcome.code, 'cancelled');

export const closing: Place = {
	name: 'when the window closes,',
	scenarios: [
		{
			title: 'a server that says nothing is waited for two seconds, and the one who asked is told',
			play: async (lab) => {
				const { outcome, took } = await closingAfter(lab, 100, silence);
				cancelled(outcome);
				assert.equal(took, 2000);
			},
		},
		{
			title: 'a body that stopped in the middle is waited for two seconds, and the one who asked is told',
			play: async (lab) => {
				const { outcome, took } = await closingAfter(lab, 100, rawThenSilence('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{'));
				cancelled(outcome);
				assert.equal(took, 2000);
			},
		},
		{
			title: 'an answer that is on its way is still handed over',
			play: async (lab) => {
				lab.origin = (
					await lab.serve((exchange) => {
						exchange.hang();
						lab.platform.sleep(1000).then(
							() => respond(exchange.socket, [ok, simpleJson], page('numpy')),
							() => undefined,
						);
					})
				).origin;
				const asked = lab.releases();
				await lab.platform.advance(500);
				await lab.closeClient();
				assert.ok(!((await asked) instanceof Error));
			},
		},
		{
			title: 'a pause of an hour ends at once, and the one who waits for it is told',
			play: async (lab) => {
				const { outcome, took } = await closingAfter(lab, 100, status('429 Too Many', 'retry-after: 20'));
				cancelled(outcome);
				assert.equal(took, 2000);
			},
		},
		{
			title: 'a back-off ends, and the one who waits for it is told',
			play: async (lab) => {
				const { outcome, took } = await closingAfter(lab, 1, status('429 Too Many'));
				assert.ok(outcome instanceof Error);
				assert.ok(took <= 2000);
			},
		},
		{
			title: 'those who wait for a slot are told too',
			play: async (lab) => {
				lab.origin = (await lab.serve(silence)).origin;
				lab.configure({ maxConcurrentRequests: 1 });
				const asked = ['numpy', 'flask', 'django'].map((name) => lab.releases(name));
				await lab.platform.advance(100);
				await lab.closeClient();
				for (const outcome of await lab.run(Promise.all(asked))) cancelled(outcome);
			},
		},
		{
			title: 'who asks afterwards is told at once, and nobody is asked',
			play: async (lab) => {
				const served = await lab.serve(page200());
				lab.origin = served.origin;
				const { index } = lab;
				await lab.closeClient();
				await assert.rejects(index.releases('numpy'), { code: 'cancelled' });
				assert.equal(served.paths.length, 0);
			},
		},
		{
			title: 'twice at once, it closes once',
			play: async (lab) => {
				lab.origin = (await lab.serve(page200())).origin;
				await lab.run(lab.releases());
				await lab.run(Promise.all([lab.client.close(), lab.client.close()]));
			},
		},
		{
			title: 'what came in last is on disk in the next session',
			play: async (lab) => {
				lab.origin = (await lab.serve(page200('cache-control: max-age=600'))).origin;
				await lab.run(lab.releases());
				await lab.closeClient();
				const next = await lab.run(lab.releases());
				assert.equal(!(next instanceof Error) && next.from, 'disk');
			},
		},
		{
			title: 'a breaker that is open leaves no timer',
			play: async (lab) => {
				lab.origin = (await lab.serve(status('500 Oops'))).origin;
				for (const name of ['a', 'b', 'c', 'd', 'e']) await lab.run(lab.releases(name));
				assert.equal(lab.client.origins()[0]?.breaker.state, 'open');
			},
		},
	],
};
