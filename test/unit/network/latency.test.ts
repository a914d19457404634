import assert from 'node:assert/strict';
import { Latency } from '../../../src/core/network/latency.ts';

function latencyOf(...samples: readonly number[]): Latency {
	const latency = new Latency();
	for (const ms of samples) latency.record(ms);
	return latency;
}

describe('patience with an origin', () => {
	const rows: readonly [why: string, latency: Latency, hung: number, patience: number][] = [
		['nothing is known', latencyOf(), 0, 5000],
		['little is known', latencyOf(10, 10, 10, 10), 0, 5000],
		['it is very fast: a floor', latencyOf(1, 1, 1, 1, 1), 0, 400],
		['twelve times its usual worst', latencyOf(100, 100, 100, 100, 100), 0, 1200],
		['the second attempt has as long', latencyOf(100, 100, 100, 100, 100), 1, 1200],
		['the third has more', latencyOf(100, 100, 100, 100, 100), 2, 1800],
		['the fourth has more still', latencyOf(100, 100, 100, 100, 100), 3, 2700],
		['it is very slow: a ceiling', latencyOf(9000, 9000, 9000, 9000, 9000), 0, 30_000],
		['many hung: a ceiling', latencyOf(), 30, 30_000],
	];
	for (const [why, latency, hung, patience] of rows) {
		it(`is ${patience} ms after ${hung} hung attempts: ${why}`, () => assert.equal(latency.patience(hung), patience));
	}

	it('allows an origin to become ten times slower', () => {
		for (const usual of [20, 100, 1000]) assert.ok(latencyOf(...Array(64).fill(usual)).patience(0) > 10 * usual);
	});

	it('follows the latest 64 answers', () => {
		const latency = latencyOf(...Array(64).fill(1000), ...Array(64).fill(100));
		assert.equal(latency.patience(0), 1200);
		assert.equal(latency.quantile(0.5), 100);
	});

	it('starts anew, and with more patience each time, when the origin was given up', () => {
		const latency = latencyOf(20, 20, 20, 20, 20);
		latency.distrust();
		assert.equal(latency.quantile(0.95), undefined);
		assert.equal(latency.patience(0), 5000);
		latency.distrust();
		assert.equal(latency.patience(0), 7500);
		latency.record(6000);
		assert.equal(latency.patience(0), 5000);
	});
});

describe('the quantiles of latency', () => {
	it('are unknown before the first answer', () => assert.equal(latencyOf().quantile(0.5), undefined));
	it('are those of the samples', () => {
		const latency = latencyOf(5, 1, 4, 2, 3);
		assert.equal(latency.quantile(0.5), 3);
		assert.equal(latency.quantile(0.95), 5);
		assert.equal(latency.quantile(0), 1);
	});
});
