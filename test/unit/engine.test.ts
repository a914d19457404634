import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine } from '../../src/core/engine.ts';
import { type Platform, realPlatform } from '../../src/core/platform.ts';
import type { SettingKey } from '../../src/core/settings.ts';
import { settingsWith } from '../support/checked.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

type Serve = (url: URL, signal: AbortSignal) => Promise<Response>;

/** Sixty seconds pass in one tenth of a second. */
const fast = 600;
const index = 'https://index.test/simple';
const start = Date.UTC(2026, 0, 1);

function page(name: string): Response {
	const file = { filename: `${name}-1.0.tar.gz`, url: `https://index.test/${name}-1.0.tar.gz`, hashes: {} };
	const body = JSON.stringify({ meta: { 'api-version': '1.1' }, name, versions: ['1.0'], files: [file] });
	return new Response(body, { headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' } });
}

const nameIn = (url: URL) => url.pathname.split('/')[2] ?? '';
const names = (count: number) => new Set(Array.from({ length: count }, (_, i) => `package-${i}`));

describe('the engine', () => {
	let folder = '';
	let engines: Engine[] = [];
	let asked: string[] = [];

	beforeEach(async () => {
		folder = await temporaryFolder();
		engines = [];
		asked = [];
	});

	afterEach(async () => {
		await Promise.all(engines.map((engine) => engine.close()));
		await removeFolder(folder);
	});

	function open(
		serve: Serve,
		set: Partial<Record<SettingKey, unknown>> = {},
		speed = 1,
	): { readonly engine: Engine; readonly platform: Platform } {
		const real = realPlatform(() => undefined);
		const platform: Platform = {
			...real,
			now: () => start + performance.now() * speed,
			monotonic: () => performance.now() * speed,
			after: (ms, action) => real.after(ms / speed, action),
			random: () => 0,
			fetch: (input, init) => {
				const url = new URL(String(input));
				asked.push(url.href);
				return serve(url, init?.signal ?? new AbortController().signal);
			},
		};
		const settings = settingsWith({ 'index.url': index, ...set });
		const engine = new Engine({ settings, cacheDirectory: join(folder, 'cache'), version: '1.2.3' }, platform);
		engines.push(engine);
		return { engine, platform };
	}

	const answering: Serve = (url) => Promise.resolve(page(nameIn(url)));
	const refusing: Serve = () => Promise.resolve(new Response('', { status: 500 }));
	const hanging: Serve = (_, signal) =>
		new Promise((_, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason), { once: true });
		});

	it('looks packages up at the index of its settings, and says who it is', async () => {
		const { engine } = open(answering);
		await engine.lookups.track('x', new Set(['numpy']), 'interactive');
		assert.equal(engine.lookups.known('numpy')?.state, 'answered');
		assert.deepEqual(asked, [`${index}/numpy/`]);
	});

	for (const seconds of [5, 60]) {
		it(`gives a look-up ${seconds} seconds in all where the setting says so`, async () => {
			const { engine, platform } = open(hanging, { 'network.deadlineSeconds': seconds }, fast);
			const before = platform.monotonic();
			await engine.lookups.track('x', new Set(['numpy']), 'interactive');
			const took = platform.monotonic() - before;
			const known = engine.lookups.known('numpy');
			assert.equal(known?.state === 'failed' && known.error.code, 'timeout');
			assert.match(known?.state === 'failed' ? known.error.message : '', new RegExp(`: ${seconds} s were not enough`));
			// Only ever late, by what this machine takes.
			assert.ok(took >= seconds * 1000 - 1000, `${took} ms`);
		});
	}

	for (const most of [10, 30]) {
		it(`has at most ${most} requests under way where the setting says so`, async () => {
			let underWay = 0;
			let peak = 0;
			const { engine } = open(
				async (url) => {
					peak = Math.max(peak, ++underWay);
					await sleep(2);
					underWay--;
					return page(nameIn(url));
				},
				{ 'network.maxConcurrentRequests': most },
			);
			await engine.lookups.track('x', names(120), 'interactive');
			assert.equal(engine.lookups.summary().counts.failed, 0);
			assert.ok(peak <= most && peak > most / 3, `${peak} at once`);
		});
	}

	for (const [threshold, recovery] of [
		[3, 10],
		[6, 3600],
	] as const) {
		it(`leaves an index alone after ${threshold} failures, for ${recovery} seconds, where the settings say so`, async () => {
			const { engine } = open(refusing, { 'network.breakerThreshold': threshold, 'network.breakerRecoverySeconds': recovery }, fast);
			for (let failures = 1; failures <= threshold; failures++) {
				assert.equal(engine.client.origins()[0]?.breaker.state ?? 'closed', 'closed', `before failure ${failures}`);
				await engine.lookups.track('x', new Set([`package-${failures}`]), 'interactive');
			}
			const breaker = engine.client.origins()[0]?.breaker;
			assert.equal(breaker?.state, 'open');
			assert.ok(breaker?.state === 'open' && Math.abs(breaker.probeAt - breaker.since - recovery * 1000) < 1000);
			const asking = asked.length;
			await engine.lookups.track('x', new Set(['another']), 'interactive');
			const known = engine.lookups.known('another');
			assert.equal(known?.state === 'failed' && known.error.code, 'circuit_open');
			assert.equal(asked.length, asking);
		});
	}

	it('asks nobody while it is offline, and asks again once it is not', async () => {
		const { engine } = open(answering, { offline: true });
		await engine.lookups.track('x', new Set(['numpy']), 'interactive');
		assert.deepEqual([engine.lookups.summary().counts.failed, asked], [1, []]);
		engine.configure(settingsWith({ 'index.url': index }));
		await engine.lookups.retryFailed();
		assert.deepEqual([engine.lookups.summary().counts.failed, asked.length], [0, 1]);
	});

	it('asks nobody where no index may be asked, says so, and starts once one may', async () => {
		const { engine } = open(answering, { 'index.url': 'http://x.test/simple' });
		await engine.lookups.track('x', new Set(['numpy']), 'interactive');
		const known = engine.lookups.known('numpy');
		assert.deepEqual([known?.state === 'failed' && known.error.recoveryActions, asked], [['openSettings'], []]);
		await assert.rejects(engine.index.metadata('numpy', '1.0'), /autodocs\.index\.url holds none/);
		engine.configure(settingsWith({ 'index.url': index }));
		await engine.lookups.track('x', new Set(['numpy']), 'interactive');
		assert.equal(engine.lookups.known('numpy')?.state, 'answered');
	});

	it('keeps no more on disk than the setting allows', async () => {
		const large: Serve = (url) => {
			const info = { name: nameIn(url), version: '1.0', description: randomBytes(500_000).toString('hex') };
			return Promise.resolve(new Response(JSON.stringify({ info }), { headers: { 'content-type': 'application/json' } }));
		};
		const bytesWith = async (megabytes: number, packages: ReadonlySet<string>) => {
			const { engine } = open(large, { 'cache.maxMegabytes': megabytes });
			for (const name of packages) await engine.index.metadata(name, '1.0');
			await engine.close();
			return (await engine.client.cacheStats()).bytes;
		};
		assert.ok((await bytesWith(200, names(14))) > 13_000_000);
		const bytes = await bytesWith(10, new Set(['one-more']));
		assert.ok(bytes > 1_000_000 && bytes <= 10 * 1024 * 1024, `${bytes} bytes`);
	});

	it('starts anew at another index, and keeps what it knows otherwise', async () => {
		const { engine } = open(answering);
		await engine.lookups.track('x', new Set(['numpy']), 'interactive');
		const { lookups } = engine;
		engine.configure(settingsWith({ 'index.url': index, 'findings.unknown-package': 'off' }));
		assert.equal(engine.lookups, lookups);
		engine.configure(settingsWith({ 'index.url': 'https://other.test/simple' }));
		assert.notEqual(engine.lookups, lookups);
		assert.equal(engine.index.url, 'https://other.test/simple');
		await engine.lookups.track('x', new Set(['numpy']), 'interactive');
		assert.deepEqual(asked, [`${index}/numpy/`, 'https://other.test/simple/numpy/']);
	});

	it('tells of the index that is set, not of one that failed before', async () => {
		const old = new URL(index).origin;
		const { engine } = open((url, signal) => (url.origin === old ? refusing(url, signal) : answering(url, signal)), {}, fast);
		await engine.lookups.track('x', names(5), 'interactive');
		assert.deepEqual([engine.indexOrigin?.origin, engine.indexOrigin?.breaker.state], [old, 'open']);
		engine.configure(settingsWith({ 'index.url': 'https://other.test/simple' }));
		assert.deepEqual([engine.indexOrigin, engine.client.origins()], [undefined, []]);
		await engine.lookups.track('x', names(5), 'interactive');
		assert.deepEqual([engine.indexOrigin?.origin, engine.indexOrigin?.breaker.state], ['https://other.test', 'closed']);
		engine.configure(settingsWith({ 'index.url': 'not a URL' }));
		assert.deepEqual([engine.indexOrigin, engine.client.origins()], [undefined, []]);
	});

	it('uses what it stored when it is opened again', async () => {
		const first = open(answering);
		await first.engine.lookups.track('x', new Set(['numpy']), 'interactive');
		await first.engine.close();
		const second = open(refusing, { offline: true });
		await second.engine.lookups.track('x', new Set(['numpy']), 'interactive');
		assert.equal(second.engine.lookups.known('numpy')?.state, 'answered');
		assert.equal(asked.length, 1);
	});
});
