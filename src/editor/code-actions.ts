import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { EditFix, Finding, Fix } from '../core/findings/finding.ts';
import { fixesTogether } from '../core/findings/fix-all.ts';
import { fileOf, uriBeside } from './files.ts';
import { toRange } from './ranges.ts';
import type { Session } from './session.ts';
import type { ShownFinding } from './shown-findings.ts';

const quickFix = vscode.CodeActionKind.QuickFix;
const fixAllSource = vscode.CodeActionKind.SourceFixAll.append('autodocs');

/** Lists that a pyproject names may have any name. */
const anyFile: vscode.DocumentSelector = { pattern: '**' };

/** The fixes of the findings under the cursor, and "Fix all" for those that need no choice. */
export class CodeActions implements vscode.CodeActionProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.languages.registerCodeActionsProvider(anyFile, this, {
			providedCodeActionKinds: [quickFix, fixAllSource],
		});
	}

	async provideCodeActions(
		document: vscode.TextDocument,
		range: vscode.Range,
		{ only, diagnostics }: vscode.CodeActionContext,
	): Promise<vscode.CodeAction[]> {
		await this.#session.current(document);
		const shown = this.#session.shown.in(document);
		const actions: vscode.CodeAction[] = [];
		if (only === undefined || only.contains(quickFix)) {
			const here = shown.filter((finding) => finding.range.intersection(range) !== undefined);
			actions.push(...here.flatMap((finding) => this.#quickFixes(document, finding, diagnostics)), ...fixAll(document, shown, quickFix, 2));
		}
		// What is made on saving, unseen, is made for one problem too.
		if (only?.contains(fixAllSource) === true) actions.push(...fixAll(document, shown, fixAllSource, 1));
		return actions;
	}

	dispose(): void {
		this.#registration.dispose();
	}

	#quickFixes(
		document: vscode.TextDocument,
		{ finding, range }: ShownFinding,
		diagnostics: readonly vscode.Diagnostic[],
	): readonly vscode.CodeAction[] {
		const own = diagnostics.filter((diagnostic) => codeOf(diagnostic) === finding.code && diagnostic.range.isEqual(range));
		return [...finding.fixes, ignoreCode(finding)].flatMap((fix) => {
			const action = new vscode.CodeAction(fix.title, quickFix);
			action.diagnostics = own;
			if (fix.kind === 'command') {
				action.command = { command: 'autodocs.applyFix', title: fix.title, arguments: [fix.run] };
				return [action];
			}
			const edit = this.#edit(document, fix);
			if (edit === undefined) return [];
			action.edit = edit;
			action.isPreferred = fix.preferred;
			return [action];
		});
	}

	/** Undefined where the file that is to be edited is not as it was when the fix was made. */
	#edit(document: vscode.TextDocument, fix: EditFix): vscode.WorkspaceEdit | undefined {
		if (fix.file === undefined || fix.file === document.uri.fsPath) return workspaceEdit(document, [fix]);
		const project = this.#session.projects.get(uriBeside(fileOf(document.uri), fix.file));
		const lines = project?.lines.get(fix.file);
		const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === project?.uri.toString());
		if (project === undefined || lines === undefined || (open !== undefined && open.getText() !== project.text)) return undefined;
		const edit = new vscode.WorkspaceEdit();
		for (const { span, text } of fix.edits) edit.replace(project.uri, toRange(lines, span), text);
		return edit;
	}
}

/** Undefined for the diagnostics of others. */
function codeOf({ source, code }: vscode.Diagnostic): unknown {
	if (source !== 'AutoDocs') return undefined;
	return typeof code === 'object' ? code.value : code;
}

/** Every finding can be switched off, last in the list. */
function ignoreCode({ code }: Finding): Fix {
	return { kind: 'command', title: l10n.t('Turn off “{0}” (writes a setting)', code), run: { command: 'ignoreCode', code } };
}

function fixAll(
	document: vscode.TextDocument,
	shown: readonly ShownFinding[],
	kind: vscode.CodeActionKind,
	fewest: number,
): vscode.CodeAction[] {
	const fixes = fixesTogether(shown.map(({ finding }) => finding));
	if (fixes.length < fewest) return [];
	const title =
		fixes.length === 1
			? l10n.t('Fix the AutoDocs problem that needs no choice')
			: l10n.t('Fix all {0} AutoDocs problems that need no choice', fixes.length);
	const action = new vscode.CodeAction(title, kind);
	action.edit = workspaceEdit(document, fixes);
	return [action];
}

/** The document is the text that the edits are for. */
function workspaceEdit(document: vscode.TextDocument, fixes: readonly EditFix[]): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	for (const { span, text } of fixes.flatMap(({ edits }) => edits)) {
		edit.replace(document.uri, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), text);
	}
	return edit;
}
