import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { syncCommand } from '../core/editing/sync-command.ts';
import { type LeftAlone, planUpdates, type Update, type UpdatePlan, type UpdateTarget } from '../core/editing/update.ts';
import type { TextEdit } from '../core/findings/finding.ts';
import type { Project, Requirement } from '../core/project/model.ts';
import { requirementAt } from '../core/project/requirement-at.ts';
import { uriBeside } from './files.ts';
import { withoutIcons } from './plain-words.ts';
import type { ProjectFile } from './project-file.ts';
import { toRange } from './ranges.ts';
import type { Session } from './session.ts';
import { typeInto } from './terminal.ts';

const kind = vscode.CodeActionKind.RefactorRewrite.append('update');

/** Moves requirements to newer versions. Several at once are shown in VS Code's refactor preview before anything is changed. */
export class Updates implements vscode.CodeActionProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #registrations: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#registrations = vscode.Disposable.from(
			vscode.languages.registerCodeActionsProvider({ pattern: '**/pyproject.toml' }, this, { providedCodeActionKinds: [kind] }),
			vscode.commands.registerCommand('autodocs.updateRequirement', () => this.#update(requirementHere)),
			vscode.commands.registerCommand('autodocs.updateGroup', () => this.#update(pickGroup)),
			vscode.commands.registerCommand('autodocs.updateAll', () => this.#update(async ({ requirements }) => requirements)),
		);
	}

	/** From what is known now; the title says all that is changed. */
	async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
		const file = await this.#session.current(document);
		const project = file?.parsed.project;
		if (file === undefined || project === undefined) return [];
		const requirement = requirementAt(project, file.uri.fsPath, document.offsetAt(range.start));
		if (requirement === undefined) return [];
		const updates = (['within', 'newest'] as const).flatMap((target) => this.#plan(file, project, [requirement], target).updates);
		return [...new Map(updates.map((update) => [update.to, update])).values()].map((update) => {
			const action = new vscode.CodeAction(l10n.t('Update {0}', title(update)), kind);
			action.edit = workspaceEdit(file, [update], false);
			return action;
		});
	}

	dispose(): void {
		this.#registrations.dispose();
	}

	async #update(choose: (project: Project, file: ProjectFile) => Promise<readonly Requirement[] | undefined>): Promise<void> {
		const document = vscode.window.activeTextEditor?.document;
		const file = document === undefined ? undefined : await this.#session.current(document);
		const project = file?.parsed.project;
		if (file === undefined || project === undefined) {
			// Not awaited: the command is done, whether or not the message is answered.
			void sayWhyNot(file !== undefined);
			return;
		}
		const requirements = await choose(project, file);
		if (requirements === undefined) return;
		await this.#waitForAnswers(file, project);
		const plan = await pickPlan(this.#plan(file, project, requirements, 'within'), this.#plan(file, project, requirements, 'newest'));
		if (plan === undefined) return;
		const edit = workspaceEdit(file, plan.updates, true);
		if (plan.updates.length > 0 && !(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
		// Not awaited: the update is done, whether or not the message is answered.
		void report(file, project, plan, document?.getText() !== file.text);
	}

	#plan(file: ProjectFile, project: Project, requirements: readonly Requirement[], target: UpdateTarget): UpdatePlan {
		const { checker } = this.#session.engine;
		return planUpdates({
			project,
			requirements,
			texts: file.texts,
			known: (requirement) => checker.known(project, requirement),
			target,
			cutOff: ({ name }) => checker.cutOff(project, name),
		});
	}

	/** What has not been looked up yet. Cancelled, the plan is made of what is known. */
	async #waitForAnswers(file: ProjectFile, project: Project): Promise<void> {
		const { lookups, checker } = this.#session.engine;
		const isPending = (name: string) => (lookups.known(name)?.state ?? 'pending') === 'pending';
		if (![...checker.names(project)].some(isPending)) return;
		await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Notification, title: l10n.t('AutoDocs: Looking up releases'), cancellable: true },
			(_progress, token) => {
				const answered = lookups.track(file.uri.toString(), checker.names(project), 'interactive');
				return Promise.race([answered, new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()))]);
			},
		);
	}
}

async function requirementHere(project: Project, file: ProjectFile): Promise<readonly Requirement[] | undefined> {
	const editor = vscode.window.activeTextEditor;
	const offset = editor?.document.offsetAt(editor.selection.active) ?? 0;
	const requirement = requirementAt(project, file.uri.fsPath, offset);
	if (requirement !== undefined) return [requirement];
	const readable = project.requirements.filter(({ error }) => error === undefined);
	const items = readable.map((one) => ({ label: one.nameAsWritten, description: withoutIcons(`${one.constraint} · ${one.source}`), one }));
	const picked = await vscode.window.showQuickPick(items, { placeHolder: l10n.t('Requirement to update'), matchOnDescription: true });
	return picked && [picked.one];
}

/** A project that cannot be read has problems; elsewhere the tree leads to what can be updated. */
async function sayWhyNot(isProject: boolean): Promise<void> {
	const action = isProject ? l10n.t('Show Problems') : l10n.t('Show Dependencies');
	const message = isProject
		? l10n.t('AutoDocs: nothing can be updated while the pyproject.toml is not valid TOML.')
		: l10n.t('AutoDocs: nothing can be updated here. Open a pyproject.toml, then try again.');
	if ((await vscode.window.showInformationMessage(message, action)) === undefined) return;
	await vscode.commands.executeCommand(isProject ? 'workbench.actions.view.problems' : 'autodocs.showDependencies');
}

/** The group at the cursor comes first. */
async function pickGroup(project: Project, file: ProjectFile): Promise<readonly Requirement[] | undefined> {
	const editor = vscode.window.activeTextEditor;
	const here = requirementAt(project, file.uri.fsPath, editor?.document.offsetAt(editor.selection.active) ?? 0)?.source;
	const sources = [...new Set([...(here === undefined ? [] : [here]), ...project.requirements.map(({ source }) => source)])];
	const items = sources.map((source) => {
		const count = project.requirements.filter((requirement) => requirement.source === source).length;
		return { source, label: withoutIcons(source), description: count === 1 ? l10n.t('1 requirement') : l10n.t('{0} requirements', count) };
	});
	const picked = await vscode.window.showQuickPick(items, { placeHolder: l10n.t('Group of requirements to update') });
	return picked && project.requirements.filter(({ source }) => source === picked.source);
}

async function pickPlan(within: UpdatePlan, newest: UpdatePlan): Promise<UpdatePlan | undefined> {
	const item = (label: string, detail: string, plan: UpdatePlan) => ({
		label,
		description: l10n.t('{0} would change, {1} would not', plan.updates.length, plan.leftAlone.length),
		detail,
		plan,
	});
	const picked = await vscode.window.showQuickPick(
		[
			item(
				l10n.t('Within the present bounds'),
				l10n.t('Raises what is asked for at least, and allows nothing that is not allowed now'),
				within,
			),
			item(l10n.t('To the newest releases'), l10n.t('Moves pins and upper bounds too, in the shape that they have'), newest),
		],
		{ placeHolder: l10n.t('How far to update; each change is shown first, and made where you tick it') },
	);
	return picked?.plan;
}

function workspaceEdit(file: ProjectFile, updates: readonly Update[], needsConfirmation: boolean): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	for (const update of updates) {
		const { requirement, edits } = update;
		const lines = file.lines.get(requirement.file);
		if (lines === undefined) continue;
		const metadata = { needsConfirmation, label: title(update), description: requirement.source };
		const { span, text } = joined(edits, file.texts.get(requirement.file) ?? '');
		edit.replace(uriBeside(file.uri, requirement.file), toRange(lines, span), text, metadata);
	}
	return edit;
}

/** One edit in place of several, so that nobody can make one of two bounds alone: what stands between them is written again. */
function joined(edits: readonly TextEdit[], whole: string): TextEdit {
	const start = Math.min(...edits.map(({ span }) => span.start));
	const end = Math.max(...edits.map(({ span }) => span.end));
	const text = edits.map((edit, i) => edit.text + whole.slice(edit.span.end, edits[i + 1]?.span.start ?? end)).join('');
	return { span: { start, end }, text };
}

function title({ requirement, from, to }: Update): string {
	return `${requirement.nameAsWritten}: ${from} → ${to}`;
}

/** Says what was done, shows on demand what was left alone, and types the tool's own command. */
async function report(file: ProjectFile, project: Project, { leftAlone }: UpdatePlan, isChanged: boolean): Promise<void> {
	const why = l10n.t('Show What Was Left Alone');
	const command = syncCommand(project);
	if (!isChanged && leftAlone.length === 0) {
		vscode.window.setStatusBarMessage(l10n.t('AutoDocs: nothing was updated'), 5000);
		return;
	}
	const choice = await vscode.window.showInformationMessage(
		whatWasDone(isChanged, leftAlone.length),
		...(isChanged ? [l10n.t('Type “{0}” in a Terminal', command)] : []),
		...(leftAlone.length === 0 ? [] : [why]),
	);
	if (choice === why) await showLeftAlone(file, leftAlone);
	else if (choice !== undefined) typeInto(vscode.Uri.joinPath(file.uri, '..'), command);
}

function whatWasDone(isChanged: boolean, left: number): string {
	if (!isChanged)
		return left === 1
			? l10n.t('AutoDocs: nothing was updated. 1 requirement was left alone.')
			: l10n.t('AutoDocs: nothing was updated. {0} requirements were left alone.', left);
	if (left === 0) return l10n.t('AutoDocs: the updates that you ticked are made.');
	return left === 1
		? l10n.t('AutoDocs: the updates that you ticked are made. 1 requirement was left alone.')
		: l10n.t('AutoDocs: the updates that you ticked are made. {0} requirements were left alone.', left);
}

async function showLeftAlone(file: ProjectFile, leftAlone: readonly LeftAlone[]): Promise<void> {
	const items = leftAlone.map(({ requirement, why }) => ({
		label: withoutIcons(requirement.nameAsWritten),
		description: withoutIcons(requirement.constraint),
		detail: withoutIcons(why),
		requirement,
	}));
	const picked = await vscode.window.showQuickPick(items, {
		placeHolder: l10n.t('Left alone, and why; choose one to see it'),
		matchOnDetail: true,
	});
	const lines = picked && file.lines.get(picked.requirement.file);
	if (picked === undefined || lines === undefined) return;
	const selection = toRange(lines, picked.requirement.spans.token);
	await vscode.window.showTextDocument(uriBeside(file.uri, picked.requirement.file), { selection });
}
