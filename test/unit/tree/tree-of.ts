import { Checker } from '../../../src/core/findings/checker.ts';
import { currentFindings } from '../../../src/core/findings/current-findings.ts';
import { Lookups } from '../../../src/core/index/lookups.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { TreeMaker, type TreeModel, type TreeProject, type TreeWish } from '../../../src/core/tree/model.ts';
import { pyproject, settingsWith } from '../../support/checked.ts';
import { KnownIndex } from '../../support/known-index.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

type Replies = ConstructorParameters<typeof KnownIndex>[0];

export const asIs: TreeWish = { order: 'file', filter: '' };

/** A tree of one project over an index that answers what a test tells it to. */
export class TestTree implements Disposable {
	readonly checker: Checker;
	readonly maker: TreeMaker;
	readonly #lookups: Lookups;

	constructor(replies: Replies = {}, clock: () => number = () => 0) {
		this.#lookups = new Lookups(new KnownIndex(replies), new SimulatedPlatform());
		this.checker = new Checker(settingsWith(), this.#lookups);
		this.maker = new TreeMaker(clock);
	}

	/** Looks everything up that a text requires, and waits for that unless the index never answers. `now`: a later text, which may not parse. */
	async project(text: string, now = text, isAnswered = true): Promise<TreeProject> {
		const parsed = parsePyproject(text, pyproject);
		const names = parsed.project === undefined ? new Set<string>() : this.checker.names(parsed.project);
		await Promise.race([this.#lookups.track(pyproject, names, 'interactive'), ...(isAnswered ? [] : [undefined])]);
		const read = { text: now, parsed: now === text ? parsed : parsePyproject(now, pyproject) };
		const findings = currentFindings(this.checker, read, { text, parsed });
		const { project } = parsed;
		const texts = new Map([[pyproject, text]]);
		return { key: 'file:///p', path: 'pyproject.toml', file: pyproject, text: now, project, goodText: text, texts, findings };
	}

	make(projects: readonly TreeProject[], wish: TreeWish = asIs): TreeModel {
		return this.maker.make(this.checker, projects, wish);
	}

	[Symbol.dispose](): void {
		this.#lookups.close();
	}
}

/** The tree as lines, each step further in: the picture, the label, what is behind it. */
export function drawn({ roots, rows, children }: TreeModel): readonly string[] {
	const draw = (id: string, depth: number): readonly string[] => {
		const row = rows.get(id);
		const line = `${'  '.repeat(depth)}${row?.icon} ${row?.label} | ${row?.description}`;
		return [line, ...(children.get(id) ?? []).flatMap((child) => draw(child, depth + 1))];
	};
	return roots.flatMap((root) => draw(root, 0));
}
