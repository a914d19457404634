// The official conformance suite of MCP, against `autodocs mcp --http`: `npm run conform:mcp`. What does not apply, and why, is in exceptions.yml.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeReport } from '../../scripts/report.ts';
import { servedAddress } from '../support/served-address.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const suite = join(root, 'node_modules', '@modelcontextprotocol', 'conformance', 'dist', 'index.js');
/** The versions of the protocol that are served, as the suite has requirements for them: with sessions, and without. */
const revisions = ['2025-11-25', '2026-07-28'];

const folder = await temporaryFolder();
await writeFile(join(folder, 'pyproject.toml'), '[project]\nname = "shop"\ndependencies = ["flask"]\n');
const server = spawn(process.execPath, [join(root, 'src', 'bin.ts'), 'mcp', '--http', '--offline', folder], {
	env: { ...process.env, AUTODOCS_CACHE_DIR: join(folder, '.cache') },
	stdio: ['ignore', 'ignore', 'pipe'],
});
try {
	const url = await servedAddress(server);
	let passed = 0;
	let failed = 0;
	for (const revision of revisions) {
		const code = await conform(url, revision);
		passed += await checksPassed(join(folder, revision));
		failed += code === 0 ? 0 : 1;
	}
	console.log(`${passed} checks of MCP's conformance suite passed, ${failed} of ${revisions.length} revisions failed`);
	await writeReport(root, 'conform-mcp', { passed, failed });
	process.exitCode = failed === 0 ? 0 : 1;
} finally {
	const ended = once(server, 'exit');
	server.kill('SIGTERM');
	await ended;
	await removeFolder(folder);
}

/** Runs what one version of the protocol requires. 0: all passed that is not excepted, and no exception did. */
async function conform(url: string, revision: string): Promise<unknown> {
	const exceptions = join(import.meta.dirname, 'exceptions.yml');
	const args = ['server', '--url', url, '--requirements', revision, '--expected-failures', exceptions, '-o', join(folder, revision)];
	const child = spawn(process.execPath, [suite, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = once(child, 'exit');
	const said = await text(child.stdout);
	const [code] = await ended;
	if (code !== 0) console.log(said.slice(said.indexOf('=== SUMMARY')));
	return code;
}

async function checksPassed(results: string): Promise<number> {
	const files = (await readdir(results, { recursive: true })).filter((file) => file.endsWith('checks.json'));
	const checks = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(results, file), 'utf8'))));
	return checks.flat().filter(({ status }) => status === 'SUCCESS').length;
}
