// Runs the suites of this folder in a real VS Code, shown in a headless Chromium: `npm run test:host [-- GROUP…]`.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../scripts/host/chromium.ts';
import { installHost } from '../../scripts/host/install.ts';
import { folderUrl, type HostServer, installExtension, remoteFile, startServer } from '../../scripts/host/server.ts';
import { serveOutside } from './outside-server.ts';
import { openTestPage } from './page.ts';
import { addPseudoLanguage, speakPseudoLanguage } from './pseudo-language.ts';
import { addPythonExtensions } from './python-extensions.ts';
import { type GroupRun, runGroups } from './run-groups.ts';
import { variables } from './variables.ts';

/** How long one group may take in all, ms. */
const groupLimit = 180_000;

/** What Chromium needs to show VS Code and to contact nothing else. */
const chromiumArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Outside the repository, so that no picture is committed unseen. */
const screenshots = process.env['AUTODOCS_SCREENSHOTS'] ?? join(tmpdir(), 'autodocs-screenshots');

const say = (line: string) => console.log(line);

const executablePath = await findChromium(say);
const host = await installHost(join(import.meta.dirname, '..', '..'), { say });
const browser = await chromium.launch({ executablePath, headless: true, args: chromiumArguments });
const { failed } = await runGroups('host', (run) => runInBrowser(run, browser));
await browser.close();
say(`Screenshots are in ${screenshots}`);
process.exit(failed === 0 ? 0 : 1);

async function runInBrowser(run: GroupRun, browser: Browser): Promise<number> {
	const { group, data, settings, log } = run;
	const beforehand = group.pseudoLanguage ? speakPseudoLanguage : '';
	await using page = await openTestPage(browser, { screenshots, say: run.say, log, beforehand });
	await using control = await serveOutside(page.outside);
	if (group.mode === 'packaged') await installExtension({ host, data }, run.vsix);
	if (group.pseudoLanguage) await addPseudoLanguage(data);
	if (group.pythonExtensions) await addPythonExtensions(data);
	const environment = { ...run.environment, [variables.outside]: control.url };
	const trusted = group.restricted !== true;
	await using server = await startServer({ host, data, environment, settings, trusted, testDriver: true, onLine: log });
	return await Promise.race([page.run(testUrl(server, run)), endOf(server), timeUp()]);
}

function testUrl({ origin }: HostServer, { group, root, bundle, workspace }: GroupRun): string {
	const developed = group.mode === 'development' ? root : bundle.extension;
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
