import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Histogram } from '../../../src/core/network/histogram.ts';

function histogramOf(times: readonly number[]): Histogram {
	const histogram = new Histogram();
	for (const ms of times) histogram.record(ms);
	return histogram;
}

const anyTimes = fc.array(fc.double({ min: 0.1, max: 3_600_000, noNaN: true }), { minLength: 1, maxLength: 200, size: 'max' });

describe('the histogram', () => {
	it('is zero before the first value', () => {
		assert.deepEqual(new Histogram().quantiles(), { meanMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 });
	});

	it('is at most 1 % or 0.1 ms off, for any values from 0.1 ms to an hour', () => {
		fc.assert(
			fc.property(anyTimes, (times) => {
				const { p50Ms, p95Ms, p99Ms } = histogramOf(times).quantiles();
				const sorted = times.toSorted((a, b) => a - b);
				for (const [found, q] of [
					[p50Ms, 0.5],
					[p95Ms, 0.95],
					[p99Ms, 0.99],
				] as const) {
					// HDR histograms take the nearest rank.
					const exact = sorted[Math.max(1, Math.round(q * times.length)) - 1] ?? Number.NaN;
					assert.ok(Math.abs(found - exact) <= Math.max(0.1, exact / 100) + 1e-9, `${found} for ${exact}`);
				}
			}),
		);
	});

	it('knows the exact mean', () => {
		fc.assert(
			fc.property(anyTimes, (times) => {
				assert.equal(histogramOf(times).quantiles().meanMs, times.reduce((sum, ms) => sum + ms, 0) / times.length);
			}),
		);
	});

	it('takes what lies outside as the shortest or the longest', () => {
		assert.deepEqual(histogramOf([0]).quantiles(), { meanMs: 0, p50Ms: 0.1, p95Ms: 0.1, p99Ms: 0.1 });
		const { meanMs, p50Ms } = histogramOf([1e9]).quantiles();
		assert.equal(meanMs, 1e9);
		assert.ok(Math.abs(p50Ms - 3_600_000) <= 36_000, `${p50Ms}`);
	});
});
