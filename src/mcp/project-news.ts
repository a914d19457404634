import { Notifier } from '../core/network/notifier.ts';
import type { Platform } from '../core/platform.ts';
import type { ProjectSource } from './projects.ts';

/** What can be subscribed to. */
export const projectUri = 'autodocs://project/dependencies';

/** Tells subscribers that projects changed: once for the several steps in which editors write a file. Projects are watched while somebody listens, once they are known. */
export class ProjectNews {
	readonly #changes: Notifier;
	#projects: ProjectSource | undefined;
	#leave: (() => void) | undefined;

	constructor(platform: Platform) {
		this.#changes = new Notifier(platform);
	}

	/** From now on there are projects to watch. */
	knows(projects: ProjectSource): void {
		this.#projects = projects;
		this.#watchOrLeave();
	}

	/** Returns what ends it. */
	subscribe(listener: () => void): () => void {
		// An entry of its own, though the same function may come twice.
		const remove = this.#changes.add(() => listener());
		this.#watchOrLeave();
		return () => {
			remove();
			this.#watchOrLeave();
		};
	}

	#watchOrLeave(): void {
		if (this.#changes.hasListeners) {
			this.#leave ??= this.#projects?.watch(() => this.#changes.notify());
		} else {
			this.#leave?.();
			this.#leave = undefined;
		}
	}
}
