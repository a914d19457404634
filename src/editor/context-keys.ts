import * as vscode from 'vscode';
import type { Session } from './session.ts';

/** Tells VS Code what is so, for the `when` and `enablement` of the manifest: no command is offered where it does nothing. */
export class ContextKeys implements vscode.Disposable {
	readonly #session: Session;
	readonly #told = new Map<string, boolean>();
	readonly #disposables: readonly vscode.Disposable[];

	constructor(session: Session) {
		this.#session = session;
		const tell = () => this.#tell();
		const { projects } = session;
		this.#disposables = [
			projects.onDidChange(tell),
			projects.onDidRemove(tell),
			projects.onDidGetReady(tell),
			session.onDidChangeStatus(tell),
		];
		tell();
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}

	#tell(): void {
		const { projects, engine } = this.#session;
		const { failed, stale } = engine.lookups.summary().counts;
		const origin = engine.indexOrigin;
		this.#set('hasProject', projects.all().length > 0);
		this.#set('isReady', projects.isReady);
		this.#set('hasFailed', failed + stale > 0 || (origin !== undefined && origin.breaker.state !== 'closed'));
	}

	#set(key: string, value: boolean): void {
		if (this.#told.get(key) === value) return;
		this.#told.set(key, value);
		void vscode.commands.executeCommand('setContext', `autodocs.${key}`, value);
	}
}
