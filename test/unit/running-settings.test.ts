import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine } from '../../src/core/engine.ts';
import type { FindingCode } from '../../src/core/findings/finding.ts';
import { lookUpFacts } from '../../src/core/findings/look-up-facts.ts';
import { engineHealth } from '../../src/core/health/engine-health.ts';
import { realPlatform } from '../../src/core/platform.ts';
import { isTooNew } from '../../src/core/project/exclude-newer.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import type { SettingKey, Settings } from '../../src/core/settings.ts';
import { projectWith, pyproject, settingsWith } from '../support/checked.ts';
import { callTool, TestApp } from '../support/mcp.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

/** Sixty seconds pass in one tenth of a second. */
const fast = 600;
const index = 'https://index.test/simple';

const page = (name: string) =>
	Response.json(
		{
			meta: { 'api-version': '1.1' },
			name,
			versions: ['1.0'],
			files: [{ filename: `${name}-1.0.tar.gz`, url: 'https://index.test/f', hashes: {} }],
		},
		{ headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' } },
	);
const metadata = (name: string, more = {}) =>
	Response.json({ info: { name, version: '1.0', description: '0123456789'.repeat(50_000), ...more } });

/** Shown by an editor alone; test/host changes them while it runs. */
type OfTheEditor = 'trace' | 'docs.images' | 'hints.latest';

interface Context {
	readonly runtime_dependencies: readonly unknown[];
	readonly token_estimate: number;
}

/** How the engine behaves with what is set now. */
type Behaviour = (running: Running) => Promise<unknown>;

/** A value before and after, and what the engine does with each: the same engine, while it runs. */
type Row = readonly [before: unknown, after: unknown, behaviour: Behaviour, seen: readonly [before: unknown, after: unknown]];

/** One row for each setting that is not the editor's, and one for all findings: a setting without one does not compile. */
const rows: { readonly [Key in Exclude<SettingKey, OfTheEditor | `findings.${FindingCode}`> | 'findings.unknown-package']: Row } = {
	'index.url': [
		index,
		'https://other.test/simple',
		(running) => running.asks('numpy'),
		[[`${index}/numpy/`], ['https://other.test/simple/numpy/']],
	],
	offline: [true, false, (running) => running.asks('numpy'), [[], [`${index}/numpy/`]]],
	'network.maxConcurrentRequests': [10, 30, (running) => running.peak(60), [10, 30]],
	'network.deadlineSeconds': [5, 60, (running) => running.patience(), [5, 60]],
	'network.breakerThreshold': [3, 6, (running) => running.failuresUntilOpen(), [3, 6]],
	'network.breakerRecoverySeconds': [600, 3600, (running) => running.recoveryTens(), [1, 6]],
	'network.healthCheckTimeoutSeconds': [1, 20, (running) => running.healthPatience(), [1, 20]],
	'cache.maxMegabytes': [200, 10, (running) => running.isCacheBelow(10), [false, true]],
	'docs.maxCharacters': [1000, 5000, (running) => running.docsFit(1000), [true, false]],
	'context.maxDependencies': [1, 2, (running) => running.dependencies(), [1, 2]],
	'context.maxTokens': [1000, 8000, (running) => running.contextFits(1000), [true, false]],
	'licences.allow': [['MIT'], ['ISC'], (running) => running.refusals('ISC'), [1, 0]],
	'licences.deny': [[], ['ISC'], (running) => running.refusals('ISC'), [0, 1]],
	'cooldown.days': [0, 7, (running) => running.offersYoung(3), [true, false]],
	'findings.unknown-package': ['hint', 'off', (running) => running.severities('gone'), [['hint'], []]],
	'findings.ignoredPackages': [[], ['Gone'], (running) => running.severities('gone'), [['error'], []]],
};

/** Settings of how long something waits. */
const waits = [
	'network.deadlineSeconds',
	'network.breakerThreshold',
	'network.breakerRecoverySeconds',
	'network.healthCheckTimeoutSeconds',
];

describe('a setting that is changed while AutoDocs runs', () => {
	for (const [key, [before, after, behaviour, seen]] of Object.entries(rows)) {
		it(`${key}: what is done from then on is another thing`, async () => {
			await using running = await Running.start({ [key]: before });
			const first = await behaviour(running);
			running.configure({ [key]: after });
			assert.deepEqual([first, await behaviour(running)], seen);
		});
	}
});

/** An engine, its index, and the server for agents over it. */
class Running implements AsyncDisposable {
	readonly #folder: string;
	readonly #engine: Engine;
	readonly #asked: string[] = [];
	#app: TestApp | undefined;
	#serve: (url: URL, signal: AbortSignal) => Promise<Response> = answering;
	#round = 0;
	/** Of timers: closing takes the time it takes. */
	#speed: number;

	private constructor(folder: string, set: Partial<Settings>) {
		this.#folder = folder;
		// Where no wait is looked at, none may run out because the machine is busy for a moment.
		const speed = waits.some((key) => key in set) ? fast : 1;
		this.#speed = speed;
		const real = realPlatform(() => undefined);
		const platform = {
			...real,
			monotonic: () => performance.now() * speed,
			after: (ms: number, action: () => void) => {
				const end = performance.now() + ms / this.#speed;
				// A timer counts whole milliseconds, and may fire one early: here that is more than half a second.
				const look = () => {
					if (performance.now() < end) stop = real.after(0, look);
					else action();
				};
				let stop = real.after(ms / this.#speed, look);
				return () => stop();
			},
			random: () => 0,
			fetch: (input: string | URL | Request, init?: RequestInit) => {
				const url = new URL(String(input));
				this.#asked.push(url.href);
				return this.#serve(url, init?.signal ?? new AbortController().signal);
			},
		};
		this.#engine = new Engine({ settings: this.#settings(set), cacheDirectory: join(folder, 'cache'), version: '1.2.3' }, platform);
	}

	static async start(set: Partial<Settings>): Promise<Running> {
		const running = new Running(await temporaryFolder(), set);
		if (['docs.maxCharacters', 'context.maxDependencies', 'context.maxTokens'].some((key) => key in set)) await running.#startApp(set);
		return running;
	}

	configure(set: Partial<Settings>): void {
		this.#round++;
		this.#engine.configure(this.#settings(set));
		this.#app?.engine.configure(settingsWith({ ...set, 'index.url': this.#app.index.url }));
	}

	async asks(name: string): Promise<readonly string[]> {
		this.#asked.length = 0;
		await this.#engine.lookups.track('x', new Set([name]), 'interactive');
		return [...this.#asked];
	}

	async peak(count: number): Promise<number> {
		let [underWay, peak] = [0, 0];
		this.#serve = async (url) => {
			peak = Math.max(peak, ++underWay);
			await sleep(5);
			underWay--;
			return await answering(url);
		};
		await this.#track(count);
		return peak;
	}

	/** Seconds, as the failure says them; no less may have passed. */
	async patience(): Promise<number | undefined> {
		this.#serve = hanging;
		const startedAt = performance.now();
		await this.#track(1);
		const known = this.#engine.lookups.known(`package-${this.#round}-0`);
		return secondsIn(known?.state === 'failed' ? known.error.message : '', startedAt);
	}

	async failuresUntilOpen(): Promise<number> {
		this.#serve = answering;
		this.#engine.client.retryNow();
		await this.#track(1);
		this.#serve = refusing;
		for (let failures = 1; ; failures++) {
			await this.#engine.lookups.track('x', new Set([`failing-${this.#round}-${failures}`]), 'interactive');
			const state = this.#engine.client.origins()[0]?.breaker.state;
			if (state === 'open' || failures === 50) return failures;
		}
	}

	/** Tens of minutes: the clocks of this test drift by seconds while the machine is busy for a moment. */
	async recoveryTens(): Promise<number | undefined> {
		this.#serve = refusing;
		this.#engine.client.retryNow();
		await this.#track(12);
		const breaker = this.#engine.client.origins()[0]?.breaker;
		return breaker?.state === 'open' ? Math.round((breaker.probeAt - breaker.since) / 600_000) : undefined;
	}

	async healthPatience(): Promise<number | undefined> {
		this.#serve = hanging;
		const startedAt = performance.now();
		const { checks } = await engineHealth(this.#engine);
		return secondsIn(checks.pypi_connectivity.message, startedAt);
	}

	async isCacheBelow(megabytes: number): Promise<boolean> {
		for (let i = 0; i < 30; i++) await this.#engine.index.metadata(`large-${this.#round}-${i}`, '1.0');
		const { bytes } = await this.#engine.client.cacheStats();
		return bytes > 1_000_000 && bytes <= megabytes * 1024 * 1024;
	}

	async docsFit(characters: number): Promise<boolean> {
		const { data } = await this.#call('get_package_docs');
		return String(data['documentation']).length <= characters;
	}

	async dependencies(): Promise<number> {
		return (await this.#context()).runtime_dependencies.length;
	}

	async contextFits(tokens: number): Promise<boolean> {
		return (await this.#context()).token_estimate <= tokens;
	}

	/** Whether a release so many days old may be moved to. */
	offersYoung(days: number): Promise<boolean> {
		const { project } = parsePyproject(projectWith('"demo"'), pyproject);
		assert.ok(project);
		return Promise.resolve(!isTooNew({ uploadedAt: Date.now() - days * 86_400_000 }, this.#engine.checker.cutOff(project, 'demo')));
	}

	/** How many findings there are of a package under a licence. */
	async refusals(licence: string): Promise<number> {
		this.#serve = (url) =>
			Promise.resolve(url.pathname.endsWith('/json') ? metadata('demo', { license_expression: licence }) : page('demo'));
		const text = projectWith('"demo"');
		const parsed = parsePyproject(text, pyproject);
		assert.ok(parsed.project);
		const { lookups, facts, checker } = this.#engine;
		await lookups.track('x', new Set(['demo']), 'interactive');
		await lookUpFacts(facts, checker, parsed.project, 'interactive');
		return checker.check(parsed, text).length;
	}

	async severities(name: string): Promise<readonly string[]> {
		this.#serve = () => Promise.resolve(new Response('', { status: 404 }));
		await this.#engine.lookups.track('x', new Set([name]), 'interactive');
		const text = projectWith(`"${name}"`);
		return this.#engine.checker.check(parsePyproject(text, pyproject), text).map(({ severity }) => severity);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#speed = 1;
		await this.#engine.close();
		await this.#app?.[Symbol.asyncDispose]();
		await removeFolder(this.#folder);
	}

	#settings(set: Partial<Settings>): Settings {
		return settingsWith({ 'index.url': index, ...set });
	}

	async #track(count: number): Promise<void> {
		this.#round++;
		const names = Array.from({ length: count }, (_, i) => `package-${this.#round}-${i}`);
		await this.#engine.lookups.track('x', new Set(names), 'interactive');
	}

	async #startApp(set: Partial<Settings>): Promise<void> {
		const description = `# It\n\n${'It does this and that. '.repeat(4000)}`;
		const dependencies = ['idna', 'urllib3', 'certifi'];
		const packages = [
			{ name: 'requests', description, versions: { '1.0': { requiresDist: dependencies } } },
			...dependencies.map((name) => ({ name, description, versions: { '1.0': {} } })),
		];
		this.#app = await TestApp.start({ packages }, {}, set);
	}

	async #context(): Promise<Context> {
		const { data } = await this.#call('get_package_docs_with_context', { context_scope: 'runtime' });
		return data['context'] as Context;
	}

	async #call(tool: string, input: Readonly<Record<string, unknown>> = {}): Promise<Awaited<ReturnType<typeof callTool>>> {
		assert.ok(this.#app);
		return await callTool(await this.#app.connect(), tool, { package_name: 'requests', ...input });
	}
}

const answering = (url: URL): Promise<Response> => {
	const [, root, name = ''] = url.pathname.split('/');
	return Promise.resolve(root === 'pypi' ? metadata(name) : page(name));
};

const refusing = (): Promise<Response> => Promise.resolve(new Response('', { status: 500 }));

const hanging = (_: URL, signal: AbortSignal): Promise<Response> =>
	new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});

/** The seconds that a message tells, where that much has passed indeed: more may, on a busy machine. */
function secondsIn(message: string, startedAt: number): number | undefined {
	const seconds = Number(/(\d+) s\b/.exec(message)?.[1]);
	return (performance.now() - startedAt) * fast >= seconds * 950 ? seconds : undefined;
}
