import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { requirementAt } from '../../core/project/requirement-at.ts';
import { changedRows } from '../../core/tree/changes.ts';
import { detailRows } from '../../core/tree/details.ts';
import type { LazyRow } from '../../core/tree/lock-rows.ts';
import { TreeMaker, type TreeModel, type TreeWish } from '../../core/tree/model.ts';
import { parentId, requirementId, type TreeRow } from '../../core/tree/row.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import type { Session } from '../session.ts';
import { Throttle } from '../throttle.ts';
import { detailFacts, moreOf, treeProject } from './facts.ts';
import { treeItem } from './items.ts';
import { Links } from './links.ts';
import { TreeProvider } from './provider.ts';

const viewId = 'autodocs.dependencies';
/** At most four looks a second. */
const lookEveryMs = 250;

const empty: TreeModel = {
	...{ roots: [], rows: new Map(), children: new Map(), requirements: new Map(), sectionOf: new Map() },
	...{ total: 0, shown: 0, isWhole: true },
};

/**
 * The dependencies of all projects as a tree. Its elements are ids: what each says is looked up in the latest model, which is made anew when something
 * has changed and the view can be seen. Only what changed is told to VS Code.
 */
export class DependenciesView implements vscode.TreeDataProvider<string>, vscode.Disposable {
	readonly #session: Session;
	readonly #maker: TreeMaker;
	readonly #links = new Links();
	readonly #changed = new vscode.EventEmitter<readonly string[] | undefined>();
	readonly #looking = new Throttle(lookEveryMs, () => this.#look());
	readonly #following = new Throttle(lookEveryMs, () => this.#follow());
	/** Below requirements: what was opened. */
	readonly #opened = new Map<string, LazyRow>();
	readonly #view: vscode.TreeView<string>;
	readonly #disposables: readonly vscode.Disposable[];
	#model = empty;
	#wish: TreeWish;
	/** The row that was last selected for the cursor. */
	#followed: string | undefined;
	/** Until a person selects another row: what is typed at the cursor gets a row, or another one, a moment later. */
	#isFollowing = false;

	readonly onDidChangeTreeData = this.#changed.event as vscode.Event<string[] | undefined>;

	constructor(session: Session, wish: TreeWish) {
		this.#session = session;
		this.#wish = wish;
		this.#maker = new TreeMaker(() => session.engine.platform.monotonic());
		const provider = new TreeProvider(this);
		this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
		const look = () => this.#looking.ask();
		const { projects } = session;
		this.#disposables = [
			...[this.#view, provider, this.#changed, this.#looking, this.#following],
			...[session.shown.onDidChange(look), session.onDidChangeStatus(look), projects.onDidGetReady(look)],
			...[projects.onDidChange(look), projects.onDidRemove(look), this.#view.onDidChangeVisibility(look)],
			this.#view.onDidChangeSelection(({ selection }) => {
				if (selection.length > 0) this.#isFollowing = selection[0] === this.#followed;
			}),
			vscode.window.onDidChangeActiveTextEditor(() => this.#cursorMoved()),
			vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
				// What a click in the tree selects in the editor is selected in the tree already.
				if (kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command) this.#cursorMoved();
			}),
		];
		look();
	}

	get wish(): TreeWish {
		return this.#wish;
	}

	/** Shows other rows, or in another order. */
	show(wish: TreeWish): void {
		this.#wish = wish;
		this.#looking.ask();
	}

	row(id: string): TreeRow | undefined {
		return this.#model.rows.get(id) ?? this.#opened.get(id)?.row;
	}

	/** The package of a requirement's row. */
	packageOf(id: string): { readonly name: string; readonly version: string | undefined } | undefined {
		const made = this.#model.requirements.get(id);
		if (made === undefined) return undefined;
		const { project, requirement } = made;
		return { name: requirement.name, version: this.#session.engine.checker.versionInUse(project, requirement)?.release.version };
	}

	getTreeItem(id: string): vscode.TreeItem {
		const row = this.row(id);
		return row === undefined ? new vscode.TreeItem('') : treeItem(row);
	}

	getChildren(id?: string): string[] {
		if (id === undefined) {
			// When the view is opened first, before anything has changed.
			if (this.#model === empty) this.#model = this.#make();
			return [...this.#model.roots];
		}
		const known = this.#model.children.get(id);
		if (known !== undefined) return [...known];
		const below = this.#below(id);
		for (const lazy of below) this.#opened.set(lazy.row.id, lazy);
		return below.map(({ row }) => row.id);
	}

	getParent(id: string): string | undefined {
		return this.#model.sectionOf.get(id) ?? parentId(id);
	}

	/** Made when it is pointed at. Text of packages in it is escaped, and nothing in it is a command. */
	resolveTreeItem(item: vscode.TreeItem, id: string): vscode.TreeItem {
		const made = this.#model.requirements.get(id);
		const lines = [this.row(id)?.spoken ?? '', ...(made === undefined ? [] : moreOf(this.#session, made))];
		item.tooltip = plainMarkdown(...lines);
		return item;
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}

	#below(id: string): readonly LazyRow[] {
		const made = this.#model.requirements.get(id);
		if (made === undefined) return this.#opened.get(id)?.below() ?? [];
		const projectKey = id.split('\n', 1)[0] ?? '';
		return detailRows(detailFacts(this.#session, this.#links, made, projectKey, () => this.#changed.fire([id])));
	}

	#look(): void {
		this.#count();
		if (!this.#view.visible) return;
		const before = this.#model;
		this.#model = this.#make();
		for (const id of this.#opened.keys()) if (!this.#model.requirements.has(requirementId(id))) this.#opened.delete(id);
		this.#say();
		const changed = changedRows(before, this.#model);
		if (changed === 'all') this.#changed.fire(undefined);
		else if (changed.length > 0) this.#changed.fire(changed);
		if (!this.#model.isWhole) this.#looking.ask();
		if (this.#isFollowing && changed.length > 0) this.#following.ask();
	}

	#make(): TreeModel {
		const { engine, projects } = this.#session;
		const all = projects.all().map((file) => treeProject(this.#session, file));
		return this.#maker.make(engine.checker, all, this.#wish);
	}

	/** The badge is there whether or not the view is looked at. */
	#count(): void {
		const { problems } = this.#session.statusFacts();
		if (problems === (this.#view.badge?.value ?? 0)) return;
		const tooltip = problems === 1 ? l10n.t('1 problem in your dependencies') : l10n.t('{0} problems in your dependencies', problems);
		this.#view.badge = problems === 0 ? undefined : { value: problems, tooltip };
	}

	/** Where nothing matches, the view's own words say so: they stand only where there is no message at all. */
	#say(): void {
		const { total, shown } = this.#model;
		const { filter } = this.#wish;
		const message = filter === '' || shown === 0 ? undefined : l10n.t('{0} of {1} match “{2}”', shown, total, filter);
		if (this.#view.message !== message) Object.assign(this.#view, { message });
	}

	#cursorMoved(): void {
		this.#isFollowing = true;
		this.#following.ask();
	}

	/** Selects the requirement at the cursor, if it is shown. */
	#follow(): void {
		if (!this.#view.visible) return;
		const id = this.#rowAtCursor();
		if (id === undefined || id === this.#view.selection[0]) return;
		this.#followed = id;
		this.#view.reveal(id, { select: true, focus: false }).then(undefined, () => this.#looking.ask());
	}

	#rowAtCursor(): string | undefined {
		const editor = vscode.window.activeTextEditor;
		if (editor === undefined) return undefined;
		const offset = editor.document.offsetAt(editor.selection.active);
		const { fsPath } = editor.document.uri;
		for (const { good } of this.#session.projects.all()) {
			const project = good?.parsed.project;
			const requirement = project && requirementAt(project, fsPath, offset);
			const id = requirement && [...this.#model.requirements].find(([, made]) => made.requirement === requirement)?.[0];
			if (id !== undefined) return id;
		}
		return undefined;
	}
}
