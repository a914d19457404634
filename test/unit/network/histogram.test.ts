import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Histogram } from '../../../src/core/network/histogram.ts';

describe('the histogram', () => {
	it('is zero before the first value', () => {
		assert.deepEqual(new Histogram().quantiles(), { meanMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 });
	});

	it('is at most 5 % off, for any values from 0.1 ms to an hour', () => {
		const values = fc.array(fc.double({ min: 0.1, max: 3_600_000, noNaN: true }), { minLength: 1, maxLength: 200 });
		fc.assert(
			fc.property(values, fc.constantFrom(0.5, 0.95, 0.99), (times, q) => {
				const histogram = new Histogram();
				for (const ms of times) histogram.record(ms);
				const exact = times.toSorted((a, b) => a - b)[Math.ceil(q * times.length) - 1] ?? Number.NaN;
				const ratio = histogram.quantile(q) / exact;
				assert.ok(ratio > 0.95 && ratio < 1.05, `${histogram.quantile(q)} for ${exact}`);
			}),
		);
	});

	it('knows the exact mean and count, and takes what lies outside', () => {
		const histogram = new Histogram();
		for (const ms of [0, 10, 1e9]) histogram.record(ms);
		assert.equal(histogram.count, 3);
		assert.equal(histogram.quantiles().meanMs, (1e9 + 10) / 3);
		assert.ok(histogram.quantile(0) < 0.2);
		assert.ok(histogram.quantile(1) > 3_600_000);
	});
});
