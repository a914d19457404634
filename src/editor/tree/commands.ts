import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type TreeOrder, treeOrders } from '../../core/tree/order.ts';
import type { RowTarget } from '../../core/tree/row.ts';
import { uriBeside } from '../files.ts';
import { toRange } from '../ranges.ts';
import type { Session } from '../session.ts';
import { DependenciesView } from './dependencies-view.ts';

const orderKey = 'autodocs.tree.order';

/** The tree of dependencies with its commands. `memory`: where the order that a person chose is kept. */
export function registerDependencies(session: Session, memory: vscode.Memento): vscode.Disposable {
	const view = new DependenciesView(session, { order: rememberedOrder(memory), filter: '' });
	const target = (id: unknown) => (typeof id === 'string' ? view.row(id)?.target : undefined);
	const commands: Readonly<Record<string, (id: unknown) => Promise<unknown>>> = {
		showDependencies: showView,
		filterDependencies: () => askForFilter(view),
		clearDependencyFilter: async () => setFilter(view, ''),
		sortDependencies: () => askForOrder(view, memory),
		'tree.open': (id) => follow(session, target(id)),
		'tree.reveal': (id) => follow(session, target(id)),
		'tree.openDocs': (id) => openDocs(view, id),
		'tree.openPage': (id) => openPage(session, view, id),
		'tree.update': async (id) => {
			await follow(session, target(id));
			await vscode.commands.executeCommand('autodocs.updateRequirement');
		},
	};
	const registered = Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`autodocs.${name}`, run));
	return vscode.Disposable.from(view, ...registered);
}

/** Where no project is, the view is hidden until somebody asks for it. */
async function showView(): Promise<void> {
	await vscode.commands.executeCommand('setContext', 'autodocs.isWanted', true);
	await vscode.commands.executeCommand('autodocs.dependencies.focus');
}

async function follow(session: Session, target: RowTarget | undefined): Promise<void> {
	if (target?.kind === 'page') await vscode.env.openExternal(vscode.Uri.parse(target.url, true));
	else if (target?.kind === 'docs') await vscode.commands.executeCommand('autodocs.openPackageDocs', target.name, target.version);
	else if (target?.kind === 'place') await showPlace(session, target);
}

async function showPlace(session: Session, { project, file, span }: RowTarget & { readonly kind: 'place' }): Promise<void> {
	const uri = vscode.Uri.parse(project);
	const lines = session.projects.get(uri)?.lines.get(file);
	const there = file === uri.fsPath ? uri : uriBeside(uri, file);
	await vscode.window.showTextDocument(there, lines === undefined ? {} : { selection: toRange(lines, span) });
}

async function openDocs(view: DependenciesView, id: unknown): Promise<void> {
	if (typeof id !== 'string') return;
	const target = view.row(id)?.target;
	const release = target?.kind === 'docs' ? target : view.packageOf(id);
	if (release !== undefined) await vscode.commands.executeCommand('autodocs.openPackageDocs', release.name, release.version);
}

async function openPage({ engine }: Session, view: DependenciesView, id: unknown): Promise<void> {
	if (typeof id !== 'string') return;
	const target = view.row(id)?.target;
	const name = view.packageOf(id)?.name;
	const url = target?.kind === 'page' ? target.url : name === undefined ? undefined : engine.index.projectPage(name);
	if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

function setFilter(view: DependenciesView, filter: string): void {
	view.show({ ...view.wish, filter });
	void vscode.commands.executeCommand('setContext', 'autodocs.isFiltered', filter !== '');
}

/** Shows while it is typed. Escape brings back what was there. */
function askForFilter(view: DependenciesView): Promise<void> {
	const before = view.wish.filter;
	const input = vscode.window.createInputBox();
	input.title = l10n.t('Filter Dependencies');
	input.placeholder = l10n.t('Part of a name, a group or a finding; or: problem, outdated, unavailable');
	input.value = before;
	input.onDidChangeValue((typed) => setFilter(view, typed.trim()));
	return new Promise((resolve) => {
		let isAccepted = false;
		input.onDidAccept(() => {
			isAccepted = true;
			input.hide();
		});
		input.onDidHide(() => {
			if (!isAccepted) setFilter(view, before);
			input.dispose();
			resolve();
		});
		input.show();
	});
}

async function askForOrder(view: DependenciesView, memory: vscode.Memento): Promise<void> {
	const items = treeOrders.map((order) => ({ ...orderTexts(order), order, picked: order === view.wish.order }));
	const picked = await vscode.window.showQuickPick(
		items.map((item) => (item.picked ? { ...item, label: `$(check) ${item.label}` } : item)),
		{ placeHolder: l10n.t('Order of the requirements in each group') },
	);
	if (picked === undefined) return;
	view.show({ ...view.wish, order: picked.order });
	await memory.update(orderKey, picked.order);
}

function orderTexts(order: TreeOrder): { readonly label: string; readonly detail: string } {
	switch (order) {
		case 'problem':
			return { label: l10n.t('By problem'), detail: l10n.t('Errors first, then warnings; the rest as in the file') };
		case 'file':
			return { label: l10n.t('As in the file'), detail: l10n.t('The order in which they are written') };
		case 'name':
			return { label: l10n.t('By name'), detail: l10n.t('From A to Z') };
		case 'age':
			return { label: l10n.t('By age'), detail: l10n.t('The oldest release in use first') };
	}
}

function rememberedOrder(memory: vscode.Memento): TreeOrder {
	const kept = memory.get<unknown>(orderKey);
	return treeOrders.find((order) => order === kept) ?? 'problem';
}
