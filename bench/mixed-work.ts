import type { Engine } from '../src/core/engine.ts';
import { toAutoDocsError } from '../src/core/errors.ts';
import { parsePyproject } from '../src/core/project/pyproject.ts';
import { packageName, releaseVersion } from './index-pages.ts';
import { pyproject } from './workbench.ts';

/** How many packages its index must have. */
export const packages = 100;
const atOnce = 20;

/** What a long session does, over and over: hits, misses, refreshes, projects opened and closed, callers who leave. Failing is part of it. */
export class MixedWork {
	operations = 0;
	readonly #engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async goOnUntil(isDone: (operations: number) => boolean): Promise<void> {
		const takeTurns = async () => {
			while (!isDone(this.operations)) await this.#operate(this.operations++);
		};
		await Promise.all(Array.from({ length: atOnce }, takeTurns));
	}

	async #operate(number: number): Promise<void> {
		const { index } = this.#engine;
		const name = packageName(number % packages);
		const operation = number % 20;
		try {
			if (operation === 0) await index.releases(name, { refresh: true });
			else if (operation === 1) await index.releases(`no-${name}-${number % 10_000}`);
			else if (operation === 2) await index.releases(name, { signal: AbortSignal.abort(), refresh: true });
			else if (operation === 3) await this.#leaveEarly(name);
			else if (operation < 8) await index.metadata(name, releaseVersion(number % 10));
			else if (operation === 8) await this.#openAndClose(number);
			else await index.releases(name, { priority: number % 2 === 0 ? 'interactive' : 'background' });
		} catch (thrown) {
			const { code, message, retryable } = toAutoDocsError(thrown);
			if (!retryable && code !== 'package_not_found' && code !== 'cancelled') throw new Error(`${code}: ${message}`, { cause: thrown });
		}
	}

	async #leaveEarly(name: string): Promise<void> {
		const leaving = new AbortController();
		const left = this.#engine.index.releases(name, { signal: leaving.signal, refresh: true });
		leaving.abort();
		await left;
	}

	async #openAndClose(number: number): Promise<void> {
		const { lookups, checker } = this.#engine;
		const text = pyproject(5 + (number % 7));
		const parsed = parsePyproject(text, `/demo/${number}/pyproject.toml`);
		await lookups.track(parsed.file, parsed.project === undefined ? new Set() : checker.names(parsed.project), 'background');
		checker.check(parsed, text);
		lookups.release(parsed.file);
	}
}
