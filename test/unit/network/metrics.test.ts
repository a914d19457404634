import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError, type ErrorCode, NetworkError, PackageNotFoundError } from '../../../src/core/errors.ts';
import { Metrics, type MetricsSnapshot, type OperationKind } from '../../../src/core/network/metrics.ts';
import type { Answer } from '../../../src/core/network/request.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const failure = new NetworkError('timeout', 'm');
const errors = [failure, new NetworkError('server_error', 'm'), new PackageNotFoundError('m'), new CancelledError()] as const;
const kinds: readonly OperationKind[] = ['releases', 'metadata', 'core-metadata', 'vulnerabilities'];

const kind = fc.constantFrom(...kinds);
const answered = fc.record({ kind, from: fc.constantFrom('network' as const, 'memory' as const, 'disk' as const), stale: fc.boolean() });
const rejected = fc.record({ kind, error: fc.constantFrom(...errors) });
const operations = fc.array(fc.oneof(answered, rejected), { maxLength: 100, size: 'max' });

const answer = (from: Answer<null>['from'], staleBecause?: NetworkError): Answer<null> => ({
	value: null,
	fetchedAt: 0,
	from,
	staleBecause,
});
const countOf = <T>(items: readonly T[], isCounted: (item: T) => boolean) => items.filter(isCounted).length;
const sumOf = (snapshot: MetricsSnapshot, field: 'count' | 'failed' | 'stale') =>
	Object.values(snapshot.byKind).reduce((sum, counts) => sum + counts[field], 0);

describe('the metrics', () => {
	it('add up: each operation is counted once, by its kind, by where its answer came from, or by its code', () => {
		fc.assert(
			fc.property(operations, (all) => {
				const metrics = new Metrics(new SimulatedPlatform());
				for (const one of all) {
					if ('error' in one) metrics.failed(one.kind, one.error);
					// What the network answered is never stale.
					else metrics.answered(one.kind, answer(one.from, one.stale && one.from !== 'network' ? failure : undefined));
				}
				const answers = all.flatMap((one) => ('error' in one ? [] : [one]));
				const failures = all.flatMap((one) => ('error' in one ? [one] : []));
				const snapshot = metrics.snapshot(3);
				assert.equal(snapshot.inFlight, 3);
				assert.equal(snapshot.operations, all.length);
				for (const name of kinds) {
					const { count, failuresByCode } = snapshot.byKind[name];
					assert.equal(
						count,
						countOf(all, (one) => one.kind === name),
					);
					const codes: Partial<Record<ErrorCode, number>> = {};
					for (const { kind, error } of failures) if (kind === name) codes[error.code] = (codes[error.code] ?? 0) + 1;
					assert.deepEqual(failuresByCode, codes);
				}
				assert.deepEqual([sumOf(snapshot, 'count'), sumOf(snapshot, 'failed')], [snapshot.operations, snapshot.failed]);
				assert.equal(sumOf(snapshot, 'stale'), snapshot.stale);
				assert.equal(
					snapshot.failed,
					countOf(failures, ({ error }) => error instanceof NetworkError),
				);
				const cached = countOf(answers, ({ from }) => from !== 'network');
				const stale = countOf(answers, (one) => one.stale && one.from !== 'network');
				assert.equal(snapshot.stale, stale);
				assert.equal(snapshot.answers.memory + snapshot.answers.disk, cached);
				assert.equal(snapshot.answers.network, answers.length - cached);
				assert.equal(snapshot.cacheHitRate, all.length === 0 ? 0 : (cached - stale) / all.length);
			}),
		);
	});

	it('count a remembered 404 as a hit, and a 304 as asked, without its body', () => {
		const metrics = new Metrics(new SimulatedPlatform());
		metrics.absent();
		metrics.failed('releases', new PackageNotFoundError('m'));
		metrics.notModified(700);
		metrics.answered('releases', answer('network'));
		metrics.answered('releases', answer('disk'));
		metrics.answered('releases', answer('network'));
		const { answers, bytesSaved, cacheHitRate, failed } = metrics.snapshot(0);
		assert.deepEqual(answers, { memory: 0, disk: 1, network: 2, notModified: 1, absent: 1 });
		assert.deepEqual([bytesSaved, cacheHitRate, failed], [700, 0.5, 0]);
	});

	it('count what recovered among what was in trouble, and nothing of who left', () => {
		const metrics = new Metrics(new SimulatedPlatform());
		for (const error of [undefined, ...errors]) metrics.trouble(error);
		const { troubled, recovered } = metrics.snapshot(0);
		assert.deepEqual([troubled, recovered], [4, 2], 'a value and a not found; two failures');
	});

	it('keep times by kind and over all', () => {
		const metrics = new Metrics(new SimulatedPlatform());
		metrics.took('releases', 10);
		metrics.took('metadata', 30);
		const { times, byKind } = metrics.snapshot(0);
		assert.equal(times.meanMs, 20);
		assert.deepEqual([byKind.releases.meanMs, byKind.releases.p50Ms, byKind.metadata.meanMs], [10, 10, 30]);
		assert.deepEqual([byKind['core-metadata'].meanMs, byKind.vulnerabilities.p99Ms], [0, 0]);
	});

	it('tell when they were taken and since when they count; a snapshot stays as it is', async () => {
		const platform = new SimulatedPlatform();
		await platform.advance(500);
		const metrics = new Metrics(platform);
		await platform.advance(2000);
		const snapshot = metrics.snapshot(0);
		assert.deepEqual([snapshot.takenAt, snapshot.uptimeMs], [platform.now(), 2000]);
		const kept = structuredClone(snapshot);
		metrics.answered('releases', answer('memory'));
		metrics.failed('releases', failure);
		assert.deepEqual(snapshot, kept);
	});
});
