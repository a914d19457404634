import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toAutoDocsError } from '../../src/core/errors.ts';
import type { PackageIndex } from '../../src/core/index/package-index.ts';
import { createPackageIndex } from '../../src/core/index/package-index-client.ts';
import { type Client, type ClientSettings, createClient } from '../../src/core/network/client.ts';
import type { CacheFiles } from '../../src/core/network/disk-space.ts';
import type { RequestOptions } from '../../src/core/network/request.ts';
import { clientSettings } from '../support/client-requests.ts';
import { SimulatedPlatform } from '../support/simulated-platform.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { type Behaviour, LabServer, type LabServerOptions } from './lab-server.ts';
import type { Outcome } from './scenario.ts';

/** Turns of the event loop without anything happening after which nothing will: what is sent over the loopback arrives in the next one. */
const calmTurns = 8;
/** Real time: long, since the machine may be busy with other things. */
const restlessMs = 60_000;
/** What Node calls work on files that is under way. */
const fileWork = /^(FSReq|CloseReq|FileHandleCloseReq)/;

/** Real servers, a real cache folder and a real client, with a clock that moves only when nothing else does. */
export class Lab {
	readonly platform = new SimulatedPlatform();
	readonly servers: LabServer[] = [];
	/** What a file system that fails puts in the place of the real one. */
	files: CacheFiles = fs;
	origin = '';
	readonly folder: string;
	/** Operations that were asked for, of the client that is open. */
	asked = 0;
	#attemptsBefore = 0;
	/** Calls of `fetch` and reads of a body that somebody waits for. */
	#pending = 0;
	#settings: Partial<ClientSettings> = {};
	#client: Client | undefined;
	#index: PackageIndex | undefined;

	private constructor(folder: string) {
		this.folder = folder;
		this.platform.quiet = () => this.quiet();
		this.platform.serve = (url, init) => this.#fetch(url, init);
	}

	static async open(): Promise<Lab> {
		return new Lab(await temporaryFolder());
	}

	get cacheFolder(): string {
		return join(this.folder, 'cache');
	}

	get client(): Client {
		this.#client ??= createClient(this.settings, this.cacheFolder, this.platform, this.files);
		return this.#client;
	}

	get index(): PackageIndex {
		this.#index ??= createPackageIndex(`${this.origin}/simple`, this.client);
		return this.#index;
	}

	get settings(): ClientSettings {
		return clientSettings(this.origin, this.#settings);
	}

	/** Exchanges that the client counts since `turned`. */
	get attempts(): number {
		return this.client.metrics().attempts - this.#attemptsBefore;
	}

	/** What came before was to get ready. */
	turned(): void {
		this.#attemptsBefore = this.client.metrics().attempts;
	}

	configure(change: Partial<ClientSettings>): void {
		this.#settings = { ...this.#settings, ...change };
		this.#client?.configure(this.settings);
	}

	async serve(behaviour: Behaviour, options?: LabServerOptions): Promise<LabServer> {
		const server = await LabServer.start(behaviour, options);
		this.servers.push(server);
		return server;
	}

	/** Asks for all releases of a package. Never rejects. */
	releases(name = 'numpy', options: RequestOptions = {}): Promise<Outcome> {
		this.asked++;
		return this.index.releases(name, options).catch(toAutoDocsError);
	}

	/** Lets time pass until `work` settles. */
	run<T>(work: Promise<T>): Promise<T> {
		return this.platform.run(work);
	}

	/** Closes the client as a person closes VS Code; whoever asks next does so in a new session. */
	async closeClient(): Promise<void> {
		const client = this.#client;
		this.#client = undefined;
		this.#index = undefined;
		this.asked = 0;
		this.#attemptsBefore = 0;
		if (client !== undefined) await this.run(client.close());
	}

	/** Resolves when nothing happens any more until time passes. */
	async quiet(): Promise<void> {
		const since = performance.now();
		for (let calm = 0; calm < calmTurns; ) {
			await nextTurn();
			calm = this.#isBusy() ? 0 : calm + 1;
			if (performance.now() - since > restlessMs) throw new Error(`Does not come to rest: ${this.#pending} exchanges are under way`);
		}
	}

	async end(): Promise<void> {
		try {
			await this.closeClient();
		} finally {
			await Promise.all(this.servers.map((server) => server.close()));
			await removeFolder(this.folder);
		}
	}

	#isBusy(): boolean {
		const hanging = this.servers.reduce((sum, server) => sum + server.hanging.size + server.unused.size, 0);
		return this.#pending > hanging || process.getActiveResourcesInfo().some((name) => fileWork.test(name));
	}

	async #fetch(url: URL, init: RequestInit): Promise<Response> {
		if (url.hostname !== '127.0.0.1') throw new Error(`The laboratory asks nobody outside this machine, as ${url.host} is`);
		const response = await this.#awaited(fetch(url, init));
		const { body } = response;
		if (body === null) return response;
		// Nobody else can tell a body that is still on its way from one that never comes.
		const getReader = () => {
			const reader = body.getReader();
			return { read: () => this.#awaited(reader.read()), cancel: (reason?: unknown) => reader.cancel(reason) };
		};
		return Object.defineProperty(response, 'body', { value: { getReader, cancel: (reason?: unknown) => body.cancel(reason) } });
	}

	async #awaited<T>(work: Promise<T>): Promise<T> {
		this.#pending++;
		try {
			return await work;
		} finally {
			this.#pending--;
		}
	}
}
