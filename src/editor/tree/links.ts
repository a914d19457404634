import { type AutoDocsError, toAutoDocsError } from '../../core/errors.ts';
import type { PackageIndex, ReleaseMetadata } from '../../core/index/package-index.ts';

/** More failures are not remembered: each is told once, then forgotten. */
const mostFailures = 100;

/** The metadata of releases whose rows are opened: from memory, else asked for once, and told when it is there. */
export class Links {
	readonly #asking = new Set<string>();
	readonly #failed = new Map<string, AutoDocsError>();

	/** `onAnswer`: what was 'fetching' is known now. */
	of(index: PackageIndex, name: string, version: string, onAnswer: () => void): ReleaseMetadata | AutoDocsError | 'fetching' {
		const inMemory = index.peekMetadata(name, version);
		if (inMemory !== undefined) return inMemory.value;
		const release = `${name} ${version}`;
		const failure = this.#failed.get(release);
		// The next look asks again.
		if (this.#failed.delete(release) && failure !== undefined) return failure;
		if (!this.#asking.has(release)) void this.#ask(index, name, version, onAnswer);
		return 'fetching';
	}

	/** Never rejects: a failure is told in place of the links. */
	async #ask(index: PackageIndex, name: string, version: string, onAnswer: () => void): Promise<void> {
		const release = `${name} ${version}`;
		this.#asking.add(release);
		try {
			await index.metadata(name, version);
		} catch (thrown) {
			if (this.#failed.size < mostFailures) this.#failed.set(release, toAutoDocsError(thrown));
		} finally {
			this.#asking.delete(release);
		}
		onAnswer();
	}
}
