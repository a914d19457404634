import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DiskCache } from '../../../src/core/network/disk-cache.ts';
import { type Platform, realPlatform } from '../../../src/core/platform.ts';

/** How many entries a writer writes a round. */
const entries = 8;

interface Child {
	readonly process: ChildProcess;
	/** Listened for from the start: it may end before anybody else is ready. */
	readonly exited: Promise<unknown[]>;
}

/** Processes that share a cache folder, and a look at it from this one. */
export class Processes implements AsyncDisposable {
	/** What the cache said in this process: nothing, as long as all is well. */
	readonly complaints: string[] = [];
	readonly #folder: string;
	readonly #children: Child[] = [];

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** Kills those that still run. */
	async [Symbol.asyncDispose](): Promise<void> {
		for (const { process: child } of this.#children) child.kill('SIGKILL');
		await Promise.all(this.#children.map(({ exited }) => exited));
	}

	cache(change: Partial<Platform> = {}): DiskCache {
		const platform = { ...realPlatform((_level, message) => this.complaints.push(message)), ...change };
		return new DiskCache(fs, this.#folder, () => 20_000_000, platform);
	}

	/** Writes until it is ended. Resolves when it has written so many rounds. */
	async writer(name: string, rounds = 1): Promise<Child> {
		const child = this.#start('writer.ts', this.#folder, name);
		const { stdout } = child.process;
		assert.ok(stdout !== null);
		for (let written = 0; written < rounds; ) written += String(await once(stdout, 'data')).length;
		stdout.resume();
		return child;
	}

	/** What a process that asks gets, a line of JSON. */
	async asker(origin: string, ...names: readonly string[]): Promise<readonly Record<string, unknown>[]> {
		const child = this.#start('asker.ts', this.#folder, origin, ...names);
		const output = await text(child.process.stdout ?? assert.fail());
		return JSON.parse(output);
	}

	/** How many entries could be read; each of them whole and by one writer. */
	async readAll(cache: DiskCache): Promise<number> {
		let found = 0;
		for (let at = 0; at < entries; at++) {
			const answer = await cache.read(`releases:package-${at}`, `package-${at}`);
			if (answer === undefined) continue;
			found++;
			const { text: letters } = answer.value as { readonly text: string };
			assert.equal(letters, letters.slice(0, 1).repeat(20_000));
		}
		await cache.settled();
		return found;
	}

	/** Lets them end by themselves. */
	async finish(children: readonly Child[]): Promise<void> {
		for (const { process: child } of children) child.stdin?.end();
		const codes = await Promise.all(children.map(({ exited }) => exited));
		assert.deepEqual(
			codes.map(([code]) => code),
			children.map(() => 0),
		);
	}

	#start(script: string, ...args: readonly string[]): Child {
		const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
		const started = { process: child, exited: once(child, 'exit') };
		this.#children.push(started);
		return started;
	}
}
