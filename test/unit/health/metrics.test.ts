import assert from 'node:assert/strict';
import { NetworkError, PackageNotFoundError } from '../../../src/core/errors.ts';
import { metricsReport } from '../../../src/core/health/metrics.ts';
import { Metrics } from '../../../src/core/network/metrics.ts';
import type { OriginState } from '../../../src/core/network/origin.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const late = new NetworkError('timeout', 'late');
const quiet: OriginState = {
	origin: 'https://index.test',
	breaker: { state: 'closed' },
	pausedUntil: undefined,
	lastError: undefined,
	inFlight: 2,
	waiting: 3,
	p50Ms: undefined,
	p95Ms: undefined,
};

describe('the metrics', () => {
	it('are zero at first', () => {
		const report = metricsReport(new Metrics(new SimulatedPlatform()).snapshot(0), []);
		assert.equal(report.request_counts.total, 0);
		assert.equal(report.error_rates.total, 0);
		assert.equal(report.cache_hit_rate, 0);
		assert.deepEqual(report.errors_by_code, {});
		assert.deepEqual(report.response_times, { p50: 0, p95: 0, p99: 0 });
	});

	it('count operations by kind, and how they ended', async () => {
		const platform = new SimulatedPlatform();
		const metrics = new Metrics(platform);
		const answer = { value: null, fetchedAt: 0, staleBecause: undefined } as const;
		metrics.answered('releases', { ...answer, from: 'network' });
		metrics.answered('releases', { ...answer, from: 'memory' });
		metrics.answered('metadata', { ...answer, from: 'disk' });
		metrics.answered('metadata', { ...answer, from: 'memory', staleBecause: late });
		metrics.failed('releases', late);
		metrics.failed('core-metadata', late);
		metrics.failed('releases', new PackageNotFoundError('no'));
		metrics.absent();
		metrics.notModified(100);
		metrics.took('releases', 100);
		metrics.took('releases', 300);
		metrics.attempts = 7;
		await platform.advance(5000);
		const report = metricsReport(metrics.snapshot(1), [quiet]);
		assert.deepEqual(report.request_counts, { releases: 4, metadata: 2, 'core-metadata': 1, vulnerabilities: 0, total: 7 });
		assert.deepEqual(report.errors_by_code, { timeout: 2, package_not_found: 1 });
		assert.deepEqual(
			report.error_rates,
			{ releases: 0.25, metadata: 0, 'core-metadata': 1, vulnerabilities: 0, total: 2 / 7 },
			'what does not exist is an answer',
		);
		assert.equal(report.cache_hit_rate, 3 / 7, 'memory, disk and a remembered 404, but not what is stale');
		assert.equal(report.stale_answers, 1);
		assert.deepEqual(report.answers, { memory: 2, disk: 1, network: 1, notModified: 1, absent: 1 });
		assert.equal(report.average_response_times.releases, 200);
		assert.ok(Math.abs(report.response_times.p99 - 300) <= 3);
		assert.deepEqual([report.attempts, report.in_flight, report.uptime_seconds], [7, 1, 5]);
		assert.equal(report.timestamp, '2026-01-01T00:00:05.000Z');
	});

	it('show each origin, and when it is asked again', () => {
		const at = Date.UTC(2026, 0, 1);
		const open: OriginState = {
			...quiet,
			breaker: { state: 'open', since: at, probeAt: at + 60_000, cause: late },
			pausedUntil: at + 1000,
		};
		const { breakers } = metricsReport(new Metrics(new SimulatedPlatform()).snapshot(0), [quiet, open]);
		assert.deepEqual(breakers, [
			{ origin: 'https://index.test', state: 'closed', next_probe: null, paused_until: null, in_flight: 2, waiting: 3 },
			{
				origin: 'https://index.test',
				state: 'open',
				next_probe: '2026-01-01T00:01:00.000Z',
				paused_until: '2026-01-01T00:00:01.000Z',
				in_flight: 2,
				waiting: 3,
			},
		]);
	});
});
