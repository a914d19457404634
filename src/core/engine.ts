import { Checker } from './findings/checker.ts';
import { type Readiness, ready } from './health/health.ts';
import { Lookups } from './index/lookups.ts';
import { noIndex } from './index/no-index.ts';
import type { PackageIndex } from './index/package-index.ts';
import { createPackageIndex } from './index/package-index-client.ts';
import { ReleaseFacts } from './index/release-facts.ts';
import { type Client, type ClientSettings, createClient } from './network/client.ts';
import type { OriginState } from './network/origin.ts';
import type { RequestOptions } from './network/request.ts';
import type { Platform } from './platform.ts';
import type { Settings } from './settings.ts';

/** What one version of AutoDocs, in one place, runs with. */
export interface EngineConfig {
	readonly settings: Settings;
	/** Absolute; created when missing. */
	readonly cacheDirectory: string;
	/** Of AutoDocs, for the User-Agent. */
	readonly version: string;
}

/** The parts of core, wired. Its owner closes it. */
export class Engine {
	readonly client: Client;
	readonly platform: Platform;
	readonly version: string;
	readonly cacheDirectory: string;
	#settings: Settings;
	#index: PackageIndex;
	#lookups: Lookups;
	#facts: ReleaseFacts;
	#checker: Checker;
	#closing = false;

	constructor(config: EngineConfig, platform: Platform) {
		this.platform = platform;
		this.version = config.version;
		this.cacheDirectory = config.cacheDirectory;
		this.#settings = config.settings;
		this.client = createClient(clientSettings(config.settings, config.version), config.cacheDirectory, platform);
		this.#index = this.#indexAt(config.settings['index.url']);
		this.#lookups = new Lookups(this.#index, platform);
		this.#facts = new ReleaseFacts(this.#index, platform);
		this.#checker = this.#checkerOf(this.#lookups, this.#facts);
		this.client.onDidRecover(() => this.networkMayBeBack());
	}

	get settings(): Settings {
		return this.#settings;
	}

	get index(): PackageIndex {
		return this.#index;
	}

	/** What is known of the server that the index is at; undefined before it was asked. */
	get indexOrigin(): OriginState | undefined {
		const [name] = allowedOrigins(this.#settings);
		return this.client.origins().find(({ origin }) => origin === name);
	}

	get lookups(): Lookups {
		return this.#lookups;
	}

	get facts(): ReleaseFacts {
		return this.#facts;
	}

	get checker(): Checker {
		return this.#checker;
	}

	/** Whether operations can be taken. Asks nobody. */
	ready(): Readiness {
		return ready({ indexUrl: this.#settings['index.url'], closing: this.#closing }, this.platform.now());
	}

	/** Look-ups of one caller alone, over the caches that all share: closing them aborts what nobody else waits for. */
	separateLookups(): { readonly lookups: Lookups; readonly facts: ReleaseFacts; readonly checker: Checker } {
		const lookups = new Lookups(this.#index, this.platform);
		const facts = new ReleaseFacts(this.#index, this.platform);
		return { lookups, facts, checker: this.#checkerOf(lookups, facts) };
	}

	/** Asks the index anew for all that owners need, past the caches. Resolves when all releases are in; their facts follow in the background. */
	async refresh(): Promise<void> {
		this.#facts.refresh();
		await this.#lookups.refresh();
	}

	/** Asks again for every name that failed or is stale. Resolves when all of it is in; facts follow in the background. */
	async retryFailed(options?: Pick<RequestOptions, 'priority'>): Promise<void> {
		this.#facts.retryFailed();
		await this.#lookups.retryFailed(options);
	}

	/** Asks again for what failed, unless that was done a moment ago. */
	networkMayBeBack(): void {
		this.#lookups.networkMayBeBack();
		this.#facts.networkMayBeBack();
	}

	/** Takes new settings while running. Another index means that everything is looked up anew: its owners track their names again. */
	configure(settings: Settings): void {
		const movedIndex = settings['index.url'] !== this.#settings['index.url'];
		this.#settings = settings;
		this.client.configure(clientSettings(settings, this.version));
		if (movedIndex) {
			this.#lookups.close();
			this.#facts.close();
			this.#index = this.#indexAt(settings['index.url']);
			this.#lookups = new Lookups(this.#index, this.platform);
			this.#facts = new ReleaseFacts(this.#index, this.platform);
		} else {
			// What failed under the old settings may succeed now. Never rejects: what fails again is kept as what is known.
			void this.retryFailed();
		}
		this.#checker = this.#checkerOf(this.#lookups, this.#facts);
	}

	/** Stops new operations, lets running ones finish for a moment, then aborts them. Leaves no timer, socket or file handle. */
	async close(): Promise<void> {
		this.#closing = true;
		this.#lookups.close();
		this.#facts.close();
		await this.client.close();
	}

	#checkerOf(lookups: Lookups, facts: ReleaseFacts): Checker {
		return new Checker(this.#settings, lookups, { facts, os: process.platform, now: this.platform.now });
	}

	#indexAt(url: string): PackageIndex {
		return url === '' ? noIndex : createPackageIndex(url, this.client);
	}
}

function clientSettings(settings: Settings, version: string): ClientSettings {
	return {
		maxConcurrentRequests: settings['network.maxConcurrentRequests'],
		deadlineMs: settings['network.deadlineSeconds'] * 1000,
		breakerThreshold: settings['network.breakerThreshold'],
		breakerRecoveryMs: settings['network.breakerRecoverySeconds'] * 1000,
		cacheMaxBytes: settings['cache.maxMegabytes'] * 1024 * 1024,
		offline: settings.offline,
		allowedOrigins: allowedOrigins(settings),
		userAgent: `AutoDocs/${version} (+https://github.com/autodocs/autodocs)`,
	};
}

/** The index's own, if any may be asked. */
function allowedOrigins({ 'index.url': url }: Settings): readonly string[] {
	return url === '' ? [] : [new URL(url).origin];
}
