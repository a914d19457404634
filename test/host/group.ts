import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { folderUrl, type HostServer, installExtension, remoteFile, startServer } from '../../scripts/host/server.ts';
import type { Tally } from '../../scripts/report.ts';
import type { TestBundle } from './bundle.ts';
import type { HostGroup } from './groups.ts';
import { serveOutside } from './outside-server.ts';
import { openTestPage } from './page.ts';
import { variables } from './variables.ts';

/** What all groups of one run share. */
export interface HostRun {
	readonly root: string;
	/** Where VS Code's server is. */
	readonly host: string;
	readonly vsix: string;
	readonly bundle: TestBundle;
	readonly browser: Browser;
	readonly screenshots: string;
	readonly say: (line: string) => void;
}

/** How long one group may take in all, ms. */
const groupLimit = 180_000;

const quietSettings = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'chat.disableAIFeatures': true,
};

/** Runs a group's suites in a VS Code that has nothing of any other run, and counts what their report says. Never rejects. */
export async function runGroup(group: HostGroup, run: HostRun): Promise<Tally> {
	run.say(`\n${group.name} (${group.mode})`);
	const folder = await mkdtemp(join(tmpdir(), `autodocs-${group.name}-`));
	const log: string[] = [];
	try {
		const code = await runIn(folder, group, run, log);
		const tally = await readTally(join(folder, 'report.json'));
		if (code === 0 || tally.failed > 0) return tally;
		throw new Error(`VS Code ended the tests with ${code}, though none failed`);
	} catch (error) {
		run.say(`${group.name}: ${error instanceof Error ? error.message : String(error)}\n${log.slice(-40).join('\n')}`);
		return { passed: 0, failed: 1 };
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function runIn(folder: string, group: HostGroup, run: HostRun, log: string[]): Promise<number> {
	const workspace = join(folder, 'workspace');
	const data = join(folder, 'data');
	await writeFiles(workspace, group.workspace);
	await using page = await openTestPage(run.browser, {
		screenshots: run.screenshots,
		say: run.say,
		log: (line) => log.push(line),
	});
	await using control = await serveOutside(page.outside);
	if (group.mode === 'packaged') await installExtension({ host: run.host, data }, run.vsix);
	await using server = await startServer({
		host: run.host,
		data,
		environment: {
			...process.env,
			[variables.outside]: control.url,
			[variables.suites]: JSON.stringify(group.suites.map(run.bundle.suite)),
			AUTODOCS_REPORT: join(folder, 'report.json'),
		},
		settings: { ...quietSettings, ...group.settings },
		trusted: group.restricted !== true,
		testDriver: true,
		onLine: (line) => log.push(line),
	});
	return await Promise.race([page.run(testUrl(server, workspace, group, run)), endOf(server), timeUp()]);
}

function testUrl({ origin }: HostServer, workspace: string, { mode }: HostGroup, { root, bundle }: HostRun): string {
	const developed = mode === 'development' ? root : bundle.extension;
	return folderUrl(origin, workspace, [
		['skipWelcome', 'true'],
		['extensionDevelopmentPath', remoteFile(origin, developed)],
		['extensionTestsPath', remoteFile(origin, bundle.entry)],
	]);
}

async function endOf({ ended }: HostServer): Promise<never> {
	await ended;
	throw new Error("VS Code's server ended before the tests did");
}

async function timeUp(): Promise<never> {
	await sleep(groupLimit, undefined, { ref: false });
	throw new Error(`The tests did not end within ${groupLimit / 1000} s`);
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, content] of Object.entries(files)) {
		const file = join(folder, path);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, content);
	}
}

async function readTally(report: string): Promise<Tally> {
	const { stats } = JSON.parse(await readFile(report, 'utf8'));
	return { passed: stats.passes, failed: stats.failures };
}
