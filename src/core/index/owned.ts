/** One thing for each key that some owner needs. What nobody needs any more is dropped, so that there are as many as are being worked on. */
export class Owned<T> {
	readonly #needs = new Map<string, ReadonlySet<string>>();
	readonly #things = new Map<string, T>();
	readonly #dropped: (thing: T) => void;

	/** `dropped` is told of each thing that goes because nobody needs it. */
	constructor(dropped: (thing: T) => void = () => undefined) {
		this.#dropped = dropped;
	}

	/** From now on `owner` needs these keys, and no others. */
	own(owner: string, keys: ReadonlySet<string>): void {
		const before = this.#needs.get(owner) ?? [];
		this.#needs.set(owner, keys);
		for (const key of before) if (!this.#isNeeded(key)) this.#drop(key);
	}

	/** Forgets what `owner` needed. */
	release(owner: string): void {
		this.own(owner, new Set());
		this.#needs.delete(owner);
	}

	get(key: string): T | undefined {
		return this.#things.get(key);
	}

	/** What there is under a key that some owner needs, or else what `make` makes. */
	obtain(key: string, make: () => T): T {
		const thing = this.#things.get(key) ?? make();
		this.#things.set(key, thing);
		return thing;
	}

	/** In the order in which they were made. */
	[Symbol.iterator](): Iterator<[key: string, thing: T]> {
		return this.#things[Symbol.iterator]();
	}

	clear(): void {
		this.#needs.clear();
		this.#things.clear();
	}

	#isNeeded(key: string): boolean {
		for (const keys of this.#needs.values()) if (keys.has(key)) return true;
		return false;
	}

	#drop(key: string): void {
		const thing = this.#things.get(key);
		this.#things.delete(key);
		if (thing !== undefined) this.#dropped(thing);
	}
}
