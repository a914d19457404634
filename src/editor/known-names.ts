import type { Session } from './session.ts';

/** What is cached changes slowly. */
const listedForMs = 5 * 60_000;

/** Names of packages that are known without asking anybody: those that the workspace requires, then those that are cached. */
export class KnownNames {
	readonly #session: Session;
	#cached: readonly string[] = [];
	#listedAt = Number.NEGATIVE_INFINITY;

	constructor(session: Session) {
		this.#session = session;
	}

	/** At once; what is cached is listed meanwhile, for the next time. */
	all(): readonly string[] {
		const now = performance.now();
		if (now - this.#listedAt > listedForMs) {
			this.#listedAt = now;
			void this.#list();
		}
		const required = this.#session.projects.all().flatMap(({ good }) => good?.parsed.project?.requirements.map(({ name }) => name) ?? []);
		return [...new Set([...required, ...this.#cached])].filter((name) => name !== '');
	}

	/** Never rejects: a cache that cannot be read is an empty one. */
	async #list(): Promise<void> {
		const { packages } = await this.#session.engine.client.cacheStats();
		this.#cached = packages.map(({ name }) => name);
	}
}
