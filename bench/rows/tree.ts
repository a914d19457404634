import { Checker } from '../../src/core/findings/checker.ts';
import { Lookups } from '../../src/core/index/lookups.ts';
import type { Project } from '../../src/core/project/model.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { changedRows } from '../../src/core/tree/changes.ts';
import { TreeMaker, type TreeProject } from '../../src/core/tree/model.ts';
import { settingsWith } from '../../test/support/checked.ts';
import { answer, KnownIndex, projectReleases, release } from '../../test/support/known-index.ts';
import { SimulatedPlatform } from '../../test/support/simulated-platform.ts';
import { packageName } from '../index-pages.ts';
import { quantile, type Row } from '../row.ts';
import { pyproject } from '../workbench.ts';

const requirements = 5000;
/** What 100 answers a second are between two looks. */
const answersALook = 25;
const looks = 40;
const file = '/p/pyproject.toml';
const wish = { order: 'problem', filter: '' } as const;

/** The tree of dependencies with thousands of requirements while answers come in: how long one look at it holds the editor up. */
export async function treeRows(): Promise<readonly Row[]> {
	const releases = Array.from({ length: 90 }, (_, i) => release(`1.${89 - i}.0`, { requiresPython: '>=3.8', uploadedAt: i }));
	const names = Array.from({ length: requirements }, (_, i) => packageName(i));
	const answers = Object.fromEntries(names.map((name) => [name, answer(projectReleases(name, releases))]));
	const lookups = new Lookups(new KnownIndex(answers), new SimulatedPlatform());
	const checker = new Checker(settingsWith(), lookups);
	const text = pyproject(requirements);
	const parsed = parsePyproject(text, file);
	const project = projectOf(text, parsed.project);
	await lookups.track(file, new Set(names), 'interactive');
	// As an editor does it, for its Problems.
	checker.check(parsed, text);
	const maker = new TreeMaker(() => performance.now());
	const first: number[] = [];
	let model = maker.make(checker, [project], wish);
	while (!model.isWhole) first.push(cpuOf(() => (model = maker.make(checker, [project], wish))));
	const later: number[] = [];
	for (let look = 0; look < looks; look++) {
		for (let i = 0; i < answersALook; i++) await lookups.refreshOnly(packageName((look * answersALook + i) % requirements));
		later.push(
			cpuOf(() => {
				const before = model;
				model = maker.make(checker, [project], wish);
				changedRows(before, model);
			}),
		);
	}
	lookups.close();
	return [
		{
			figure: 'the tree of 5,000: a look while it fills, 95 %',
			measured: quantile(first, 0.95),
			limit: 50,
			unit: 'ms',
			note: `${first.length} looks`,
		},
		{
			figure: '… while 100 answers come a second, 95 %',
			measured: quantile(later, 0.95),
			limit: 50,
			unit: 'ms',
			note: `longest ${Math.max(...later).toFixed(1)} ms`,
		},
	];
}

function projectOf(text: string, project: Project | undefined): TreeProject {
	return { key: 'file:///p', path: 'pyproject.toml', file, text, project, goodText: text, texts: new Map([[file, text]]), findings: [] };
}

/** Of this thread. */
function cpuOf(work: () => unknown): number {
	const before = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}
