import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Finding, Severity } from '../core/findings/finding.ts';
import { time } from '../core/health/status.ts';
import { findingPage } from './pages.ts';
import type { Session } from './session.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
	hint: vscode.DiagnosticSeverity.Hint,
};

const tags = { unnecessary: vscode.DiagnosticTag.Unnecessary, deprecated: vscode.DiagnosticTag.Deprecated } as const;

/** Shows each project's findings in the Problems panel and in the text. */
export class Diagnostics implements vscode.Disposable {
	readonly #collection = vscode.languages.createDiagnosticCollection('autodocs');
	readonly #disposables: vscode.Disposable[];

	constructor(session: Session) {
		this.#disposables = [
			this.#collection,
			session.onDidChangeFindings(({ uri, findings }) => {
				this.#collection.set(
					uri,
					findings.map(({ finding, range }) => diagnostic(finding, range)),
				);
			}),
		];
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}
}

function diagnostic(finding: Finding, range: vscode.Range): vscode.Diagnostic {
	const shown = new vscode.Diagnostic(range, message(finding), severities[finding.severity]);
	shown.source = 'AutoDocs';
	shown.code = { value: finding.code, target: findingPage(finding.code) };
	shown.tags = finding.tags.map((tag) => tags[tag]);
	return shown;
}

/** Only where AutoDocs goes on running is something tried again. */
function message({ message: text, data }: Finding): string {
	const { retryAt } = data;
	return typeof retryAt === 'number' ? l10n.t('{0} Tried again at {1}.', text, time(retryAt)) : text;
}
