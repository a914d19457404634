// `npm run test:ecosystem`: holds AutoDocs against the tools themselves, in a virtual environment under .venv-test/. Asks the index of pip for a
// handful of well-known packages. Says so, and counts nothing, where there is no Python, no index, or no
// tool that does its part in a rehearsal.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportFile, writeReport } from '../../scripts/report.ts';
import { ableTools, rehearse } from './rehearsal.ts';
import { tools } from './tools.ts';

const root = join(import.meta.dirname, '..', '..');
const pythons =
	process.platform === 'win32' ? ['python'] : ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
// PDM 2.29 asks for any hishel, and does not run with the second.
const distributions = ['uv', 'poetry', 'pdm', 'hatch', 'hishel<2'];
/** ms. */
const installLimit = 300_000;

const python = pythons.find(isRecent);
if (python === undefined) await notRun('there is no Python 3.10 or newer');
else if (!install(python)) await notRun('uv, Poetry, PDM and Hatch could not be installed: pip says why above');
else await test();

/** Nothing is wrong with the project then. */
async function notRun(why: string): Promise<void> {
	console.log(`The ecosystem tests are not run: ${why}.`);
	await writeReport(root, 'ecosystem', { passed: 0, failed: 0 });
}

function isRecent(command: string): boolean {
	return spawnSync(command, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;
}

/** What is installed already stays as it is. */
function install(command: string): boolean {
	if (['uv', 'poetry', 'pdm', 'hatch'].every((tool) => existsSync(tools.path(tool)))) return true;
	const options: SpawnSyncOptions = { stdio: ['ignore', 'inherit', 'inherit'], timeout: installLimit };
	if (spawnSync(command, ['-m', 'venv', tools.folder], options).status !== 0) return false;
	return spawnSync(tools.path('python'), ['-m', 'pip', 'install', '--quiet', ...distributions], options).status === 0;
}

async function test(): Promise<void> {
	const able = await rehearse((line) => console.log(line));
	if (able.length === 0) return await notRun('no tool does its part');
	const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
	const { status } = spawnSync(process.execPath, [mocha, '--timeout', '180000', 'test/ecosystem/**/*.test.ts'], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: {
			...process.env,
			[ableTools]: JSON.stringify(able),
			AUTODOCS_REPORT: process.env['AUTODOCS_REPORT'] ?? reportFile(root, 'ecosystem'),
		},
	});
	process.exitCode = status ?? 1;
}
