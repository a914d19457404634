import { type ModuleOwners, ownersOf } from '../project/installed/modules.ts';
import { scanImports } from './scan-imports.ts';

const word = /[\p{ID_Start}_]\p{ID_Continue}*/gu;

/**
 * Which of some distributions (PEP 503 form) no text of a project names. One counts as used where a source imports a module that it brings, and
 * where a module that it alone brings, or itself, is named anywhere: in the settings of Django, the URL of a database, a notebook. Of a module that
 * several share (PEP 420) that is the part of it that is its own.
 */
export class UnusedDistributions {
	readonly #owners: ModuleOwners;
	readonly #unused: Set<string>;
	readonly #byWord = new Map<string, string>();

	/** `judged`: what is installed and has modules in `owners`; all else is never found unused. */
	constructor(judged: Iterable<string>, owners: ModuleOwners) {
		this.#owners = owners;
		const wanted = new Set(judged);
		this.#unused = new Set([...owners.values()].flatMap((names) => [...names]).filter((name) => wanted.has(name)));
		for (const name of this.#unused) this.#byWord.set(name.replaceAll('-', '_'), name);
		for (const [module, [name = '', another]] of owners) {
			const dot = module.lastIndexOf('.');
			const isBelowShared = dot === -1 || (owners.get(module.slice(0, dot))?.size ?? 0) > 1;
			if (another === undefined && isBelowShared && this.#unused.has(name)) this.#byWord.set(module.slice(dot + 1), name);
		}
	}

	/** So far; empty when there is nothing left to look for. */
	get names(): ReadonlySet<string> {
		return this.#unused;
	}

	/** Takes a text of the project. Linear. */
	take(text: string, isPython: boolean): void {
		for (const [found] of text.matchAll(word)) {
			const name = this.#byWord.get(found) ?? this.#byWord.get(found.toLowerCase());
			if (name !== undefined) this.#unused.delete(name);
		}
		if (isPython && this.#unused.size > 0) this.#takeImports(text);
	}

	/** For modules that several distributions share. */
	#takeImports(text: string): void {
		for (const { module, names } of scanImports(text)) {
			const taken = names.map(({ name }) => name);
			for (const name of ownersOf(this.#owners, module, taken)) this.#unused.delete(name);
		}
	}
}
