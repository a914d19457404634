import assert from 'node:assert/strict';
import { one } from './asks.ts';
import { checkAtRest, checkNothingIsLeft, checkOutcome } from './checks.ts';
import { Lab } from './lab.ts';
import { places } from './places.ts';
import type { Gets, Play, Scenario } from './scenario.ts';

/** So long ago was asked what is cached. */
const hourMs = 3_600_000;

for (const { name, scenarios } of places) {
	describe(name, () => {
		let lab: Lab;

		beforeEach(async () => {
			lab = await Lab.open();
		});
		afterEach(() => lab.end());

		for (const scenario of scenarios) {
			const test = it(scenario.title, async () => {
				await ('play' in scenario ? scenario.play(lab) : enact(scenario, lab));
				await lab.closeClient();
				await checkNothingIsLeft(lab);
			});
			if ('timeoutMs' in scenario && scenario.timeoutMs !== undefined) test.timeout(scenario.timeoutMs);
		}
	});
}

async function enact(scenario: Exclude<Scenario, Play>, lab: Lab): Promise<void> {
	const { world, cached = false, ask = one, gets, exchanges, settings = {}, and } = scenario;
	lab.origin = await world.start(lab);
	lab.configure(settings);
	if (cached) {
		await lab.run(lab.releases());
		await lab.platform.advance(hourMs);
	}
	await world.turn(lab);
	lab.turned();
	const before = lab.platform.monotonic();
	const outcomes = await ask(lab);
	await lab.quiet();
	const expected: readonly Gets[] = 'length' in gets ? gets : outcomes.map(() => gets);
	assert.equal(outcomes.length, expected.length, 'everyone is answered');
	const { host } = new URL(lab.origin);
	for (const [at, outcome] of outcomes.entries()) checkOutcome(outcome, expected[at] ?? assert.fail(), { host, name: 'numpy' });
	const [least, most] = typeof exchanges === 'number' ? [exchanges, exchanges] : exchanges;
	const count = world.exchanges(lab);
	assert.ok(count >= least && count <= most, `${count} exchanges, not ${least === most ? least : `${least} to ${most}`}`);
	checkAtRest(lab, lab.platform.monotonic() - before, scenario.withinMs ?? lab.settings.deadlineMs);
	await and?.(lab);
}
