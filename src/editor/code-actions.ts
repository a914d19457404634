import * as vscode from 'vscode';
import type { EditFix, Finding, Fix } from '../core/findings/finding.ts';
import type { LineIndex } from '../core/span.ts';
import { toRange } from './ranges.ts';
import type { Session, ShownFinding } from './session.ts';

/** The fixes of the findings under the cursor, and "Fix all" where several need no choice. */
export class CodeActions implements vscode.CodeActionProvider, vscode.Disposable {
	static readonly kinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.SourceFixAll.append('autodocs')];
	readonly #session: Session;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.languages.registerCodeActionsProvider({ pattern: '**/pyproject.toml' }, this, {
			providedCodeActionKinds: CodeActions.kinds,
		});
	}

	async provideCodeActions(
		document: vscode.TextDocument,
		range: vscode.Range,
		context: vscode.CodeActionContext,
	): Promise<vscode.CodeAction[] | undefined> {
		const file = await this.#session.current(document);
		// Edits hold offsets of one version of the text: none is offered for another.
		if (file === undefined || file.documentVersion !== document.version) return undefined;
		const shown = this.#session.findingsOf(document.uri);
		const lines = file.lines.get(file.uri.fsPath);
		if (lines === undefined) return undefined;
		const actions: vscode.CodeAction[] = [];
		if (context.only === undefined || context.only.contains(vscode.CodeActionKind.QuickFix)) {
			const here = shown.filter((finding) => finding.range.intersection(range) !== undefined);
			actions.push(...here.flatMap((finding) => quickFixes(document, lines, finding, context)));
		}
		return [...actions, ...fixAll(document, lines, shown, context)];
	}

	dispose(): void {
		this.#registration.dispose();
	}
}

function quickFixes(
	document: vscode.TextDocument,
	lines: LineIndex,
	shown: ShownFinding,
	context: vscode.CodeActionContext,
): vscode.CodeAction[] {
	const diagnostics = context.diagnostics.filter((diagnostic) => diagnostic.source === 'AutoDocs' && diagnostic.range.isEqual(shown.range));
	return [...shown.finding.fixes, ignoreCode(shown.finding)].map((fix) => {
		const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
		action.diagnostics = diagnostics;
		if (fix.kind === 'edit') {
			action.edit = workspaceEdit(document, lines, [fix]);
			action.isPreferred = fix.preferred;
		} else {
			action.command = { command: 'autodocs.applyFix', title: fix.title, arguments: [fix.run] };
		}
		return action;
	});
}

/** Every finding can be switched off, last in the list. */
function ignoreCode({ code }: Finding): Fix {
	return { kind: 'command', title: `Turn off “${code}” (writes a setting)`, run: { command: 'ignoreCode', code } };
}

function fixAll(
	document: vscode.TextDocument,
	lines: LineIndex,
	shown: readonly ShownFinding[],
	context: vscode.CodeActionContext,
): vscode.CodeAction[] {
	const asked =
		context.only?.contains(vscode.CodeActionKind.SourceFixAll) === true ||
		context.only?.intersects(vscode.CodeActionKind.QuickFix) !== false;
	const fixes = shown.flatMap(({ finding }) => finding.fixes.find((fix) => fix.kind === 'edit' && fix.preferred) ?? []).filter(isEdit);
	if (!asked || fixes.length < 2) return [];
	const asSource = context.only?.contains(vscode.CodeActionKind.SourceFixAll) === true;
	const kind = asSource ? vscode.CodeActionKind.SourceFixAll.append('autodocs') : vscode.CodeActionKind.QuickFix;
	const action = new vscode.CodeAction(`Fix all ${fixes.length} AutoDocs problems that need no choice`, kind);
	action.edit = workspaceEdit(document, lines, fixes);
	return [action];
}

function isEdit(fix: Fix): fix is EditFix {
	return fix.kind === 'edit';
}

function workspaceEdit(document: vscode.TextDocument, lines: LineIndex, fixes: readonly EditFix[]): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	for (const { span, text } of fixes.flatMap((fix) => fix.edits)) edit.replace(document.uri, toRange(lines, span), text);
	return edit;
}
