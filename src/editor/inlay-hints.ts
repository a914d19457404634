import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { latestHints } from '../core/editing/latest-hints.ts';
import type { Session } from './session.ts';

/** Behind a requirement the latest release, where the one in use is older. Only where the person asks for it, and from memory. */
export class InlayHints implements vscode.InlayHintsProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #registration: vscode.Disposable;
	/** Whether hints may be shown just now. */
	#isShown = false;

	readonly onDidChangeInlayHints = this.#changed.event;

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.Disposable.from(
			this.#changed,
			session.onDidChangeStatus(() => this.#statusChanged()),
			vscode.languages.registerInlayHintsProvider({ pattern: '**/pyproject.toml' }, this),
		);
	}

	async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
		const { checker, settings } = this.#session.engine;
		if (!settings['hints.latest']) return [];
		const file = await this.#session.current(document);
		const project = file?.parsed.project;
		if (file === undefined || project === undefined) return [];
		const hints = latestHints(checker, project, file.text);
		return hints.flatMap(({ offset, latest, inUse }) => {
			const position = document.positionAt(offset);
			if (!range.contains(position)) return [];
			const hint = new vscode.InlayHint(position, l10n.t('latest {0}', latest));
			hint.paddingLeft = true;
			hint.tooltip = l10n.t('{0} is in use here.', inUse);
			return [hint];
		});
	}

	/** Most people have no hints: then the many answers of a look-up make VS Code ask for nothing. */
	#statusChanged(): void {
		const isWanted = this.#session.engine.settings['hints.latest'];
		if (isWanted || this.#isShown) this.#changed.fire();
		this.#isShown = isWanted;
	}

	dispose(): void {
		this.#registration.dispose();
	}
}
