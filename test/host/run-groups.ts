import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildVsix } from '../../scripts/host/vsix.ts';
import { readTally, type Tally, writeReport } from '../../scripts/report.ts';
import { IndexServer } from '../support/index-server.ts';
import { bundleTests, type TestBundle } from './bundle.ts';
import { groups, type HostGroup } from './groups.ts';
import { variables } from './variables.ts';

/** What a group's VS Code is started with. */
export interface GroupRun {
	readonly group: HostGroup;
	/** The project's root. */
	readonly root: string;
	readonly vsix: string;
	readonly bundle: TestBundle;
	/** The folder, or the `.code-workspace` file, that VS Code opens. */
	readonly workspace: string;
	/** An empty folder for what VS Code keeps. */
	readonly data: string;
	/** For VS Code, complete but for {@link variables}`.outside`. */
	readonly environment: NodeJS.ProcessEnv;
	/** Settings for VS Code beside its defaults. */
	readonly settings: Readonly<Record<string, unknown>>;
	readonly say: (line: string) => void;
	/** Keeps a line of VS Code's own log, which is shown when the group fails without saying why. */
	readonly log: (line: string) => void;
}

/** Opens a VS Code, lets it run the tests and resolves with its exit code when it is gone. */
export type Launch = (run: GroupRun) => Promise<number>;

const root = join(import.meta.dirname, '..', '..');

const say = (line: string) => console.log(line);

const quietSettings = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'chat.disableAIFeatures': true,
	'workbench.reduceMotion': 'on',
	// No test asks a public index: a suite that needs one starts its own, and goes online then.
	'autodocs.offline': true,
};

/** Runs the groups that the command line names, else all that it `takes`; leaves their sum as `name`'s report and resolves with it. */
export async function runGroups(name: string, launch: Launch, takes = (_group: HostGroup) => true): Promise<Tally> {
	const names = process.argv.slice(2);
	const chosen = groups.filter((group) => (names.length === 0 ? takes(group) : names.includes(group.name)));
	if (chosen.length === 0)
		throw new Error(`No group is named ${names.join(' or ')}. There are: ${groups.map((group) => group.name).join(', ')}`);
	const bundle = await bundleTests(
		root,
		groups.flatMap(({ suites }) => suites),
	);
	const vsix = await buildVsix(root);
	let sum: Tally = { passed: 0, failed: 0 };
	for (const group of chosen) {
		const { passed, failed } = await runGroup(group, vsix, bundle, launch);
		sum = { passed: sum.passed + passed, failed: sum.failed + failed };
	}
	await writeReport(root, name, sum);
	say(`${sum.passed} passed, ${sum.failed} failed`);
	return sum;
}

/** Counts what the group's report says; a group that leaves none, or ends badly without a failed test, counts as one failure. */
async function runGroup(group: HostGroup, vsix: string, bundle: TestBundle, launch: Launch): Promise<Tally> {
	say(`\n${group.name} (${group.mode})`);
	const folder = await mkdtemp(join(tmpdir(), `autodocs-${group.name}-`));
	const report = join(folder, 'report.json');
	const log: string[] = [];
	try {
		const files = join(folder, 'workspace');
		await writeFiles(files, group.workspace);
		const workspace = join(files, group.opens ?? '');
		const environment = {
			...withoutOwnSettings(process.env),
			[variables.suites]: JSON.stringify(group.suites.map(bundle.suite)),
			[variables.report]: report,
		};
		await using index = group.slowIndex === undefined ? undefined : await startSlowIndex(group.slowIndex, group.versions);
		const asked = index === undefined ? {} : { 'autodocs.index.url': index.url, 'autodocs.offline': false };
		const settings = { ...quietSettings, ...asked, ...group.settings };
		const data = join(folder, 'data');
		const code = await launch({ group, root, vsix, bundle, workspace, data, environment, settings, say, log: (line) => log.push(line) });
		const tally = await readTally(report);
		if (code === 0 || (tally?.failed ?? 0) > 0) return tally ?? fail('VS Code ended the tests without a report');
		return fail(`VS Code ended the tests with ${code}, though none failed`);
	} catch (error) {
		say(`${group.name}: ${error instanceof Error ? error.message : String(error)}\n${log.slice(-40).join('\n')}`);
		return { passed: 0, failed: 1 };
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** What this machine sets for AutoDocs must not change what the tests see. */
function withoutOwnSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AUTODOCS_')));
}

function startSlowIndex(packages: number, count = 100): Promise<IndexServer> {
	const versions = Object.fromEntries(Array.from({ length: count }, (_, minor) => [`1.${minor}`, {}]));
	return IndexServer.start({ packages: Array.from({ length: packages }, (_, i) => ({ name: `package-${i}`, versions })), latencyMs: 50 });
}

function fail(why: string): never {
	throw new Error(why);
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, content] of Object.entries(files)) {
		const file = join(folder, path);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, content);
	}
}
