import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { metricsReport } from '../../../src/core/health/metrics.ts';
import { metricsPage } from '../../../src/core/health/pages.ts';
import { Metrics } from '../../../src/core/network/metrics.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const late = new NetworkError('timeout', 'It is *late*');

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
					'| vulnerabilities | 0 | 0 % | 0 ms | 0 ms | 0 ms | 0 ms |',
				].join('\n'),
				'Times are those of look-ups that asked an index, over all of which p50 was 100 ms, p95 100 ms, p99 100 ms.',
				'Answers came from memory (1), from disk (1) and from the network (1, of which 1 were known and still right); 1 were shown though they were old, since the index could not be asked; 1 times it was known that a package does not exist.',
				'5 requests over 3 connections, 2 of them retries; 1 of 2 look-ups in trouble recovered; 2.5 MB received; breakers changed state 0 times.',
				'## Errors by code\n\n- `timeout`: 1\n',
			].join('\n\n'),
		);
	});
});
