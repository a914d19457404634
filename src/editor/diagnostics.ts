import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Finding, Severity } from '../core/findings/finding.ts';
import { time } from '../core/health/status.ts';
import { findingPage } from './pages.ts';
import type { Session } from './session.ts';
import { distinct, type OwnedFindings, type ShownFinding } from './shown-findings.ts';

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
	/** Of each project by file: several may name one list. Those that say nothing are left out. */
	readonly #shown = new Map<string, Map<string, readonly ShownFinding[]>>();
	readonly #disposables: vscode.Disposable[];

	constructor(session: Session) {
		this.#disposables = [this.#collection, session.shown.onDidChange((file) => this.#show(file))];
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}

	#show({ uri, owner, findings }: OwnedFindings): void {
		const key = uri.toString();
		const byOwner = this.#shown.get(key) ?? new Map<string, readonly ShownFinding[]>();
		if (findings.length === 0) byOwner.delete(owner);
		else byOwner.set(owner, findings);
		if (byOwner.size === 0) this.#shown.delete(key);
		else this.#shown.set(key, byOwner);
		this.#collection.set(
			uri,
			distinct([...byOwner.values()].flat()).map(({ finding, range }) => diagnostic(finding, range)),
		);
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
	return typeof retryAt === 'number' ? l10n.t('{0} Next try at {1}.', text, time(retryAt)) : text;
}
