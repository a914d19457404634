import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { History, sampleEveryMs } from '../../../src/core/network/history.ts';
import { OperationLog, type OperationRecord } from '../../../src/core/network/operation-log.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const down = new NetworkError('server_error', 'The server is in trouble');
const flask = { kind: 'releases', packageName: 'flask' } as const;

describe('the log of operations', () => {
	it('tells when each attempt was, how long it took and how it ended', async () => {
		const platform = new SimulatedPlatform();
		await platform.advance(1000);
		const ended: OperationRecord[] = [];
		const log = new OperationLog(platform, (operation) => ended.push(operation));
		const startedAt = platform.now();
		const note = log.begin(flask);
		await platform.advance(10);
		const first = platform.monotonic();
		await platform.advance(20);
		note.attempted(first, down);
		await platform.advance(100);
		const second = platform.monotonic();
		await platform.advance(5);
		note.attempted(second, undefined);
		note.ended(undefined);
		const attempts = [
			{ at: 10, tookMs: 20, code: 'server_error' },
			{ at: 130, tookMs: 5, code: undefined },
		];
		assert.deepEqual(log.latest(), [{ id: 1, ...flask, startedAt, tookMs: 135, attempts, attemptCount: 2, error: undefined }]);
		assert.deepEqual(ended, log.latest());
	});

	it('keeps the last 200, latest first, however many there are, each with 20 attempts and a short text at most', () => {
		const log = new OperationLog(new SimulatedPlatform(), () => undefined);
		for (let i = 1; i <= 1001; i++) {
			const note = log.begin(flask);
			for (let attempt = 0; attempt < 50; attempt++) note.attempted(0, down);
			note.ended(new NetworkError('server_error', 'x'.repeat(10_000)));
		}
		const latest = log.latest();
		assert.deepEqual(
			latest.map(({ id }) => id),
			Array.from({ length: 200 }, (_, i) => 1001 - i),
		);
		assert.ok(
			latest.every(({ attempts, attemptCount, error }) => attempts.length === 20 && attemptCount === 50 && error?.message.length === 500),
		);
	});
});

describe('the history of activity', () => {
	const operation = (change: Partial<OperationRecord> = {}): OperationRecord => ({
		id: 1,
		...flask,
		startedAt: 0,
		tookMs: 10,
		attempts: [{ at: 0, tookMs: 10, code: undefined }],
		attemptCount: 1,
		error: undefined,
		...change,
	});

	it('counts requests and errors in steps of time, with the quantiles of whole operations', async () => {
		const platform = new SimulatedPlatform();
		const history = new History(platform);
		const begin = platform.now();
		for (let ms = 100; ms >= 1; ms--) history.note(operation({ tookMs: ms }));
		await platform.advance(3 * sampleEveryMs + 100);
		const failed = { at: 0, tookMs: 1, code: 'server_error' } as const;
		history.note(operation({ attempts: [failed, failed], attemptCount: 40, error: { code: 'server_error', message: '' }, tookMs: 7 }));
		assert.deepEqual(history.samples(), [
			{ at: begin, requests: 100, errors: 0, p50Ms: 50, p95Ms: 95, p99Ms: 99 },
			{ at: begin + 3 * sampleEveryMs, requests: 40, errors: 40, p50Ms: 7, p95Ms: 7, p99Ms: 7 },
		]);
	});

	it('takes the last of very many attempts for answered when the operation was', () => {
		const history = new History(new SimulatedPlatform());
		const failed = { at: 0, tookMs: 1, code: 'timeout' } as const;
		history.note(operation({ attempts: Array.from({ length: 20 }, () => failed), attemptCount: 30 }));
		assert.equal(history.samples()[0]?.errors, 29);
	});

	it('holds a quarter of an hour at most', async () => {
		const platform = new SimulatedPlatform();
		const history = new History(platform);
		for (let step = 0; step < 500; step++) {
			history.note(operation());
			await platform.advance(sampleEveryMs);
		}
		assert.equal(history.samples().length, 179);
		const times = history.samples().map(({ at }) => at);
		assert.deepEqual(
			times,
			times.toSorted((a, b) => a - b),
		);
		await platform.advance(20 * 60_000);
		assert.deepEqual(history.samples(), []);
	});
});
