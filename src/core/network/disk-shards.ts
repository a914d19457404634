import type { Millis, Platform } from '../platform.ts';

/** How long a look is believed: what another process makes meanwhile is missed, which costs a request. */
const believedMs: Millis = 250;

/** Which folders of entries there are. Spares an attempt to open a file for each entry that a cache, empty or nearly so, cannot have. */
export class DiskShards {
	readonly #look: () => Promise<readonly string[] | undefined>;
	readonly #platform: Platform;
	/** By this process: at most the 256 that there can be. */
	readonly #made = new Set<string>();
	#seen: Promise<ReadonlySet<string> | undefined> = Promise.resolve(undefined);
	#seenAt: Millis = Number.NEGATIVE_INFINITY;

	/** `look` never rejects; undefined when it cannot tell. */
	constructor(look: () => Promise<readonly string[] | undefined>, platform: Platform) {
		this.#look = look;
		this.#platform = platform;
	}

	/** Whether a folder is not there. False when that is not known. */
	async lacks(shard: string): Promise<boolean> {
		if (this.#made.has(shard)) return false;
		const now = this.#platform.monotonic();
		if (now - this.#seenAt > believedMs) {
			this.#seenAt = now;
			this.#seen = this.#look().then((names) => names && new Set(names));
		}
		return (await this.#seen)?.has(shard) === false;
	}

	made(shard: string): void {
		this.#made.add(shard);
	}
}
