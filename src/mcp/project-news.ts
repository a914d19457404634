import type { Platform } from '../core/platform.ts';
import type { ProjectSource } from './projects.ts';

/** What can be subscribed to. */
export const projectUri = 'autodocs://project/dependencies';

/** Changes within this time are one, ms: editors write a file in several steps. */
const calmMs = 100;

/** Tells subscribers that projects changed. They are watched while somebody listens, once they are known. */
export class ProjectNews {
	readonly #platform: Platform;
	readonly #listeners = new Set<() => void>();
	#projects: ProjectSource | undefined;
	#leave: (() => void) | undefined;
	#soon = false;

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	/** From now on there are projects to watch. */
	knows(projects: ProjectSource): void {
		this.#projects = projects;
		this.#watchOrLeave();
	}

	/** Returns what ends it. */
	subscribe(listener: () => void): () => void {
		// An entry of its own, though the same function may come twice.
		const entry = () => listener();
		this.#listeners.add(entry);
		this.#watchOrLeave();
		return () => {
			this.#listeners.delete(entry);
			this.#watchOrLeave();
		};
	}

	#watchOrLeave(): void {
		if (this.#listeners.size === 0) {
			this.#leave?.();
			this.#leave = undefined;
		} else {
			this.#leave ??= this.#projects?.watch(() => this.#tellSoon());
		}
	}

	#tellSoon(): void {
		if (this.#soon) return;
		this.#soon = true;
		this.#platform.after(calmMs, () => {
			this.#soon = false;
			for (const listener of this.#listeners) listener();
		});
	}
}
