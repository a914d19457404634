import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Session } from './session.ts';

/** The name of each requirement that the index knows leads to its page there. */
export class DocumentLinks implements vscode.DocumentLinkProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.languages.registerDocumentLinkProvider({ pattern: '**/pyproject.toml' }, this);
	}

	async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
		const file = await this.#session.current(document);
		const project = file?.parsed.project;
		if (file === undefined || project === undefined) return [];
		const { checker, index } = this.#session.engine;
		return project.requirements.flatMap((requirement) => {
			if (requirement.file !== file.uri.fsPath || checker.known(project, requirement)?.state !== 'answered') return [];
			const { start, end } = requirement.spans.name;
			const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
			const link = new vscode.DocumentLink(range, vscode.Uri.parse(index.projectPage(requirement.name), true));
			link.tooltip = l10n.t('Open the page of {0} at the index', requirement.name);
			return [link];
		});
	}

	dispose(): void {
		this.#registration.dispose();
	}
}
