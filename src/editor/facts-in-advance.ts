import * as vscode from 'vscode';
import type { ProjectFile } from './project-file.ts';
import type { Session } from './session.ts';
import { Throttle } from './throttle.ts';

/** While a file is being typed in, nothing is asked for: most of what stands there for a moment nobody will use. */
const calmMs = 3000;
const lookEveryMs = 1000;

/** A project to look at. */
interface Wish {
	readonly uri: vscode.Uri;
	readonly isShown: boolean;
}

/**
 * Keeps the facts of all releases in use at hand: their vulnerabilities for the findings and, of the files that are shown, the docs, so that hovers
 * are instant and work offline later. In the background, once what the findings wait for is in; after an edit once the file is calm.
 */
export class FactsInAdvance implements vscode.Disposable {
	readonly #session: Session;
	readonly #looking = new Throttle(lookEveryMs, () => this.#look());
	/** One project in a turn of the event loop: an editor with many must not stand still. */
	readonly #tracking = new Throttle(lookEveryMs, () => this.#trackNext());
	readonly #registration: vscode.Disposable;
	/** The projects looked at before: a change in one of them is an edit. */
	readonly #known = new Set<string>();
	#calm: NodeJS.Timeout | undefined;
	/** The projects that are still to be looked at. */
	#rest: Iterator<Wish, undefined> = [].values();

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.Disposable.from(
			this.#looking,
			this.#tracking,
			session.onDidChangeStatus(() => this.#looking.ask()),
			session.projects.onDidChange((file) => this.#changed(file)),
			session.projects.onDidRemove((uri) => this.#forget(uri.toString())),
			vscode.window.onDidChangeVisibleTextEditors(() => this.#looking.ask()),
			vscode.window.onDidChangeWindowState(({ focused }) => {
				if (focused) this.#looking.ask();
			}),
		);
	}

	dispose(): void {
		clearTimeout(this.#calm);
		this.#registration.dispose();
	}

	#changed(file: ProjectFile): void {
		if (!this.#known.has(file.uri.toString())) return;
		clearTimeout(this.#calm);
		this.#calm = setTimeout(() => {
			this.#calm = undefined;
			this.#looking.ask();
		}, calmMs);
	}

	#forget(owner: string): void {
		this.#known.delete(owner);
		this.#session.engine.facts.release(owner);
	}

	#look(): void {
		// What findings wait for goes first.
		if (this.#session.engine.lookups.isBusy) return;
		const shown = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
		const wishes = this.#session.projects.all().map(({ uri }) => ({ uri, isShown: shown.has(uri.toString()) }));
		this.#rest = wishes.sort((a, b) => Number(b.isShown) - Number(a.isShown)).values();
		this.#tracking.hurry();
	}

	#trackNext(): void {
		const { value: wish } = this.#rest.next();
		if (wish === undefined) return;
		const owner = wish.uri.toString();
		const file = this.#session.projects.get(wish.uri);
		if (file !== undefined && (this.#calm === undefined || !this.#known.has(owner))) this.#track(file, owner, wish.isShown);
		this.#tracking.hurry();
	}

	#track({ good }: ProjectFile, owner: string, isShown: boolean): void {
		const { checker, facts } = this.#session.engine;
		const project = good?.parsed.project;
		const { vulnerabilities, licence } = checker.wantedFacts;
		if (project === undefined || (!isShown && !vulnerabilities && !licence)) return;
		const releases = checker.releasesInUse(project);
		// Not looked up yet: with the first answers it is looked at again.
		if (releases.length > 0) this.#known.add(owner);
		// Never rejects: what fails is asked again, and told where somebody looks at it.
		void facts.track(owner, releases, { priority: 'background', docs: isShown, licence });
	}
}
