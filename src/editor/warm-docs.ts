import * as vscode from 'vscode';
import { toAutoDocsError } from '../core/errors.ts';
import type { Logger } from '../core/platform.ts';
import type { Session } from './session.ts';

/** Docs fetched at once: the person's own look-ups go first anyhow. */
const atOnce = 5;

/**
 * Fetches the docs of what a pyproject requires when it is first shown, so that hovers are instant and work offline later. Once for each
 * file and index: what is typed afterwards costs no request that nobody looks at.
 */
export class WarmDocs implements vscode.Disposable {
	readonly #session: Session;
	readonly #log: Logger;
	readonly #warmed = new Set<string>();
	readonly #closing = new AbortController();
	readonly #registration: vscode.Disposable;

	constructor(session: Session, log: Logger) {
		this.#session = session;
		this.#log = log;
		this.#registration = vscode.Disposable.from(
			session.onDidChangeStatus(() => this.#considerShown()),
			vscode.window.onDidChangeVisibleTextEditors(() => this.#considerShown()),
		);
	}

	dispose(): void {
		this.#registration.dispose();
		this.#closing.abort();
	}

	#considerShown(): void {
		// What findings wait for goes first.
		if (this.#session.engine.lookups.isBusy) return;
		for (const { document } of vscode.window.visibleTextEditors) this.#consider(document.uri);
	}

	#consider(uri: vscode.Uri): void {
		const key = `${this.#session.engine.index.url} ${uri}`;
		const project = this.#session.projects.get(uri)?.good?.parsed.project;
		if (project === undefined || this.#warmed.has(key)) return;
		const wanted = project.requirements.flatMap((requirement) => {
			const inUse = this.#session.engine.checker.versionInUse(project, requirement);
			return inUse === undefined ? [] : [[requirement.name, inUse.release.version] as const];
		});
		if (wanted.length === 0) return;
		this.#warmed.add(key);
		const queue = [...new Map(wanted)];
		for (let worker = 0; worker < atOnce; worker++) void this.#fetchAll(queue);
	}

	/** Never rejects: what fails now is asked again, and told, when somebody looks at it. */
	async #fetchAll(queue: (readonly [name: string, version: string])[]): Promise<void> {
		const { index } = this.#session.engine;
		for (let next = queue.shift(); next !== undefined && !this.#closing.signal.aborted; next = queue.shift()) {
			try {
				await index.metadata(next[0], next[1], { priority: 'background', signal: this.#closing.signal });
			} catch (thrown) {
				this.#log('debug', toAutoDocsError(thrown).message);
			}
		}
	}
}
