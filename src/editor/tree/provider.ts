import * as vscode from 'vscode';

type Provider = Required<vscode.TreeDataProvider<string>>;

/** Stands between VS Code and the tree. VS Code keeps what it is given until it ends: all that the tree knows must not hang on it. */
export class TreeProvider implements vscode.TreeDataProvider<string>, vscode.Disposable {
	readonly onDidChangeTreeData: Provider['onDidChangeTreeData'];
	#tree: Provider | undefined;

	constructor(tree: Provider) {
		this.#tree = tree;
		this.onDidChangeTreeData = tree.onDidChangeTreeData;
	}

	getTreeItem(id: string): ReturnType<Provider['getTreeItem']> {
		return this.#tree?.getTreeItem(id) ?? new vscode.TreeItem('');
	}

	getChildren(id?: string): ReturnType<Provider['getChildren']> {
		return this.#tree?.getChildren(id);
	}

	getParent(id: string): ReturnType<Provider['getParent']> {
		return this.#tree?.getParent(id);
	}

	resolveTreeItem(item: vscode.TreeItem, id: string, token: vscode.CancellationToken): ReturnType<Provider['resolveTreeItem']> {
		return this.#tree?.resolveTreeItem(item, id, token);
	}

	dispose(): void {
		this.#tree = undefined;
	}
}
