import * as vscode from 'vscode';
import type { RowIcon, TreeRow } from '../../core/tree/row.ts';

const icons: Readonly<Record<RowIcon, readonly [icon: string, color?: string]>> = {
	error: ['error', 'problemsErrorIcon.foreground'],
	warning: ['warning', 'problemsWarningIcon.foreground'],
	information: ['info', 'problemsInfoIcon.foreground'],
	hint: ['lightbulb'],
	project: ['file-code'],
	group: ['list-unordered'],
	section: ['list-flat'],
	package: ['package'],
	pending: ['ellipsis'],
	unavailable: ['debug-disconnect'],
	stale: ['history'],
	version: ['versions'],
	latest: ['tag'],
	link: ['link-external'],
	dependencies: ['type-hierarchy-sub'],
	note: ['info'],
};

const states = {
	nothing: vscode.TreeItemCollapsibleState.None,
	shown: vscode.TreeItemCollapsibleState.Expanded,
	hidden: vscode.TreeItemCollapsibleState.Collapsed,
} as const;

/** A row as VS Code shows it: labels are plain text there, and so is the tooltip. */
export function treeItem({ id, label, description, icon, spoken, below, target, offers }: TreeRow): vscode.TreeItem {
	const item = new vscode.TreeItem(label, states[below]);
	const [name, color] = icons[icon];
	item.id = id;
	item.description = description;
	item.iconPath = new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
	item.accessibilityInformation = { label: spoken };
	item.contextValue = offers.join(' ');
	if (target !== undefined) item.command = { command: 'autodocs.tree.open', title: '', arguments: [id] };
	return item;
}
