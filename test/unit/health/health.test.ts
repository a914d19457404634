import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AuthenticationError, NetworkError, PackageNotFoundError } from '../../../src/core/errors.ts';
import { type CheckName, type HealthProbes, type HealthStatus, health, ready } from '../../../src/core/health/health.ts';
import { freeSpace, heapUse } from '../../../src/core/health/probes.ts';
import type { Answer } from '../../../src/core/network/request.ts';
import { hang, SimulatedPlatform } from '../../support/simulated-platform.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const mebibyte = 1024 * 1024;
const answer: Answer<null> = { value: null, fetchedAt: 0, from: 'network', staleBecause: undefined };
const late = new NetworkError('timeout', 'It took too long.');

function probes(change: Partial<HealthProbes> = {}): HealthProbes {
	return {
		cache: () => Promise.resolve({ disk: { state: 'ok' }, entries: 3, bytes: 2 * mebibyte, directory: '/cache' }),
		index: () => Promise.resolve(answer),
		indexHost: 'index.test',
		parser: () => undefined,
		memory: () => ({ used: 100 * mebibyte, limit: 4000 * mebibyte }),
		disk: () => Promise.resolve({ free: 5000 * mebibyte }),
		indexTimeoutMs: 5000,
		version: '1.2.3',
		...change,
	};
}

describe('the health report', () => {
	it('says that all is well, with what was measured', async () => {
		const platform = new SimulatedPlatform();
		const index = async () => {
			await platform.sleep(40);
			return answer;
		};
		const report = await platform.run(health(probes({ index }), platform));
		assert.equal(report.status, 'healthy');
		assert.equal(report.timestamp, '2026-01-01T00:00:00.040Z');
		assert.equal(report.response_time_seconds, 0.04);
		assert.equal(report.version, '1.2.3');
		assert.equal(report.summary, 'All checks passed');
		assert.equal(report.checks.pypi_connectivity.response_time_ms, 40);
		assert.match(report.checks.cache_system.message, /3 entries, 2\.1 MB, in \/cache/);
		assert.match(report.checks.memory_usage.message, /^105 MB of 4\.2 GB .* \(3 %\)/);
		assert.deepEqual(Object.keys(report.checks), ['cache_system', 'pypi_connectivity', 'dependency_parser', 'memory_usage', 'disk_space']);
	});

	const failing = () => Promise.reject(late);
	const rows: readonly [what: string, change: Partial<HealthProbes>, check: CheckName, status: HealthStatus, says: RegExp][] = [
		[
			'a cache folder that cannot be used',
			{
				cache: () =>
					Promise.resolve({ disk: { state: 'degraded', reason: 'EACCES', since: 0 }, entries: 0, bytes: 0, directory: '/cache' }),
			},
			'cache_system',
			'degraded',
			/\/cache cannot be used \(EACCES\)/,
		],
		['a cache that fails', { cache: failing }, 'cache_system', 'unhealthy', /too long/],
		['an index that fails', { index: failing }, 'pypi_connectivity', 'unhealthy', /too long/],
		[
			'an index that wants credentials',
			{ index: () => Promise.reject(new AuthenticationError('Who are you?')) },
			'pypi_connectivity',
			'unhealthy',
			/Who are you/,
		],
		[
			'an index that knows no such package',
			{ index: () => Promise.reject(new PackageNotFoundError('no')) },
			'pypi_connectivity',
			'healthy',
			/index\.test answers/,
		],
		[
			'an index for which the cache stands in',
			{ index: () => Promise.resolve({ ...answer, staleBecause: late }) },
			'pypi_connectivity',
			'degraded',
			/too long.* cached is shown/,
		],
		['an index that says nothing', { index: hang }, 'pypi_connectivity', 'unhealthy', /index\.test did not answer within 5 s/],
		['a parser that finds something else', { parser: () => assert.fail('two names') }, 'dependency_parser', 'unhealthy', /two names/],
		['a heap that is nearly full', { memory: () => ({ used: 80, limit: 100 }) }, 'memory_usage', 'degraded', /80 %/],
		['a heap that is full', { memory: () => ({ used: 90, limit: 100 }) }, 'memory_usage', 'unhealthy', /90 %/],
		['a disk that is nearly full', { disk: () => Promise.resolve({ free: 100 * mebibyte }) }, 'disk_space', 'degraded', /105 MB free/],
		['a disk that is full', { disk: () => Promise.resolve({ free: 0 }) }, 'disk_space', 'unhealthy', /^0 B free/],
		['a disk that cannot be asked', { disk: failing }, 'disk_space', 'unhealthy', /too long/],
	];
	for (const [what, change, check, status, says] of rows) {
		it(`calls ${what} ${status}`, async () => {
			const platform = new SimulatedPlatform();
			const report = await platform.run(health(probes(change), platform));
			assert.equal(report.checks[check].status, status);
			assert.match(report.checks[check].message, says);
			assert.equal(report.status, status);
			if (status !== 'healthy') assert.match(report.summary, new RegExp(`${check} is ${status}: `));
			assert.equal(platform.pendingTimers, 0);
		});
	}

	it('is as bad as its worst check, and names each that is not well', async () => {
		const platform = new SimulatedPlatform();
		const report = await platform.run(health(probes({ index: failing, disk: () => Promise.resolve({ free: 100 * mebibyte }) }), platform));
		assert.equal(report.status, 'unhealthy');
		assert.equal(report.summary.split('\n').length, 2);
	});
});

describe('readiness', () => {
	const timestamp = '2026-01-01T00:00:00.000Z';
	const now = Date.UTC(2026, 0, 1);
	it('is there with an index', () =>
		assert.deepEqual(ready({ indexUrl: 'https://index.test/simple', closing: false }, now), { ready: true, timestamp }));
	it('is not there without one, nor while closing', () => {
		assert.match(ready({ indexUrl: '', closing: false }, now).reason ?? '', /autodocs\.index\.url/);
		assert.match(ready({ indexUrl: 'https://index.test/simple', closing: true }, now).reason ?? '', /closing/);
	});
});

describe('the probes of this process', () => {
	it('measure the heap', () => {
		const { used, limit } = heapUse();
		assert.ok(used > mebibyte && limit > used);
	});

	it('measure the volume of a folder, also of one that is not there yet', async () => {
		const folder = await temporaryFolder();
		const { free } = await freeSpace(folder);
		assert.ok(free > 0);
		assert.ok((await freeSpace(join(folder, 'not', 'there', 'yet'))).free > 0);
		await removeFolder(folder);
	});

	it('tell when it cannot be measured', async () => {
		await assert.rejects(freeSpace('\0'));
	});
});
