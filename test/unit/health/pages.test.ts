import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import type { HealthReport } from '../../../src/core/health/health.ts';
import { metricsReport } from '../../../src/core/health/metrics.ts';
import { healthPage, metricsPage } from '../../../src/core/health/pages.ts';
import type { Status } from '../../../src/core/health/status.ts';
import { Metrics } from '../../../src/core/network/metrics.ts';
import type { OriginState } from '../../../src/core/network/origin.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const late = new NetworkError('timeout', 'It is *late*');
const status: Status = { kind: 'healthy', text: '', detail: 'All 2 packages answered', command: 'showHealth' };
const check = { status: 'healthy', message: 'a_b', response_time_ms: 1.4 } as const;
const report: HealthReport = {
	status: 'healthy',
	timestamp: '2026-01-01T00:00:00.000Z',
	response_time_seconds: 0,
	checks: { cache_system: check, pypi_connectivity: check, dependency_parser: check, memory_usage: check, disk_space: check },
	summary: '',
	version: '1.2.3',
};
const quiet: OriginState = {
	origin: 'https://index.test',
	breaker: { state: 'closed' },
	pausedUntil: undefined,
	lastError: undefined,
	inFlight: 2,
	waiting: 0,
	p50Ms: undefined,
	p95Ms: undefined,
};

describe('the health page', () => {
	it('says how things are, and what was checked', () => {
		const page = healthPage(status, report, [], []);
		assert.match(page, /^# AutoDocs health\n\n\*\*All 2 packages answered\*\*\n/);
		assert.match(page, /^\| cache system \| healthy \| a\\_b \| 1 ms \|$/m);
		assert.match(page, /AutoDocs 1\.2\.3, 2026-01-01T00:00:00\.000Z\n$/);
		assert.doesNotMatch(page, /## /, 'no origin was asked, and no setting is wrong');
	});

	it('shows each origin with its breaker, its pause, its times and its latest failure', () => {
		const at = new Date(2026, 0, 1, 9, 5, 7).getTime();
		const open: OriginState['breaker'] = { state: 'open', since: at, probeAt: at, cause: late };
		const troubled = { ...quiet, breaker: open, pausedUntil: at, lastError: late, p50Ms: 10.4, p95Ms: 99.6 };
		const lines = healthPage(status, report, [quiet, troubled], []).split('\n');
		assert.ok(lines.some((line) => /^\| https\S+ \| closed \| – \| 2 \| – \| – \|$/.test(line)));
		const shown = lines.find((line) => line.includes('open, next try'));
		assert.match(shown ?? '', /\| open, next try 09:05:07 \| 09:05:07 \| 2 \| 10 \/ 100 ms \| It is \\\*late\\\* \|$/);
	});

	it('lists the settings that are not as they should be', () => {
		assert.match(healthPage(status, report, [], ['one', 'two']), /## Settings\n\n- one\n- two\n/);
	});
});

describe('the metrics page', () => {
	it('tells look-ups, times, answers by layer, and what the network did', () => {
		const metrics = new Metrics(new SimulatedPlatform());
		const answer = { value: null, fetchedAt: 0, staleBecause: undefined } as const;
		metrics.answered('releases', { ...answer, from: 'network' });
		metrics.answered('releases', { ...answer, from: 'memory' });
		metrics.answered('metadata', { ...answer, from: 'disk', staleBecause: late });
		metrics.failed('releases', late);
		metrics.took('releases', 100);
		metrics.notModified(100);
		metrics.absent();
		Object.assign(metrics, { attempts: 5, retries: 2, troubled: 2, recovered: 1, connections: 3, bytesReceived: 2_500_000 });
		assert.equal(
			metricsPage(metricsReport(metrics.snapshot(0), [])),
			[
				'# AutoDocs metrics',
				'4 look-ups in 0.0 minutes: 50 % answered from the cache, 25 % failed.',
				[
					'| Look-up | Count | Failed | Mean | p50 | p95 | p99 |',
					'| --- | --- | --- | --- | --- | --- | --- |',
					'| releases | 3 | 33 % | 100 ms | 100 ms | 100 ms | 100 ms |',
					'| metadata | 1 | 0 % | 0 ms | 0 ms | 0 ms | 0 ms |',
					'| core-metadata | 0 | 0 % | 0 ms | 0 ms | 0 ms | 0 ms |',
				].join('\n'),
				'Times are those of look-ups that asked an index, over all of which p50 was 100 ms, p95 100 ms, p99 100 ms.',
				'Answers came from memory (1), from disk (1) and from the network (1, of which 1 were known and still right); 1 were shown though they were old, since the index could not be asked; 1 times it was known that a package does not exist.',
				'5 requests over 3 connections, 2 of them retries; 1 of 2 look-ups in trouble recovered; 2.5 MB received; breakers changed state 0 times.',
				'## Errors by code\n\n- `timeout`: 1\n',
			].join('\n\n'),
		);
	});
});
