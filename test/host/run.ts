// Runs the suites of this folder in a real VS Code, shown in a headless Chromium: `npm run test:host [-- GROUP…]`.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/host/chromium.ts';
import { installHost } from '../../scripts/host/install.ts';
import { buildVsix } from '../../scripts/host/vsix.ts';
import { type Tally, writeReport } from '../../scripts/report.ts';
import { bundleTests } from './bundle.ts';
import { type HostRun, runGroup } from './group.ts';
import { groups } from './groups.ts';

const root = join(import.meta.dirname, '..', '..');

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

const say = (line: string) => console.log(line);

const names = process.argv.slice(2);
const chosen = groups.filter(({ name }) => names.length === 0 || names.includes(name));
if (chosen.length === 0)
	throw new Error(`No group is named ${names.join(' or ')}. There are: ${groups.map(({ name }) => name).join(', ')}`);

const tallies = await runGroups();
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
await writeReport(root, 'host', { passed, failed });
console.log(`${passed} passed, ${failed} failed; screenshots in ${screenshots()}`);
process.exit(failed === 0 ? 0 : 1);

async function runGroups(): Promise<readonly Tally[]> {
	const executablePath = await findChromium(say);
	const host = await installHost(root, { say });
	const bundle = await bundleTests(
		root,
		groups.flatMap(({ suites }) => suites),
	);
	const vsix = await buildVsix(root);
	const browser = await chromium.launch({ executablePath, headless: true, args: chromiumArguments });
	const run: HostRun = { root, host, vsix, bundle, browser, screenshots: screenshots(), say };
	const results: Tally[] = [];
	for (const group of chosen) results.push(await runGroup(group, run));
	await browser.close();
	return results;
}

/** Outside the repository, so that no picture is committed unseen. */
function screenshots(): string {
	return process.env['AUTODOCS_SCREENSHOTS'] ?? join(tmpdir(), 'autodocs-screenshots');
}
