// What `npm start` and `npm test` do before anything is installed: Node's built-ins only, any Node from 20 on.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that VS Code itself runs; a development dependency, so that every machine uses the same. */
const projectNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** How often this process looks whether the one that started it is still there, ms. */
const orphanCheck = 500;

/**
 * Installs what package-lock.json says, unless that is what is there; then runs `script` (from the project's root) with `args` under the project's Node.
 * This process ends with the script's exit code; signals are passed on.
 */
export async function runInstalled(/** @type {string} */ script, /** @type {readonly string[]} */ args) {
	if (Number(process.versions.node.split('.')[0]) < 20) {
		console.error(`AutoDocs needs Node 20 or newer, this is ${process.version}. Install it from https://nodejs.org and run this again.`);
		process.exit(1);
	}
	if (!isInstalled()) await install();
	const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
	// The channel's end tells the script that this process was killed.
	process.exit(await run(projectNode, [join(root, script), ...args], { stdio: [0, 1, 2, 'ipc'], env: { ...process.env, PATH: path } }));
}

async function install() {
	console.log('Installing the dependencies that package-lock.json names (npm ci; once, about a minute)…');
	const npmCli = process.env.npm_execpath;
	const [command, prefix] = npmCli?.endsWith('.js') ? [process.execPath, [npmCli]] : ['npm', []];
	const shell = command === 'npm' && process.platform === 'win32';
	const code = await run(command, [...prefix, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 1, 2], shell });
	if (code === 0 && existsSync(projectNode)) return;
	console.error('The dependencies could not be installed; npm says why above.');
	console.error('Next: see that npm reaches its registry (`npm ping`; behind a proxy: `npm config set proxy URL`), then run this again.');
	process.exit(1);
}

/**
 * Resolves with the exit code, 1 for an end by a signal. What would end this process ends the command.
 * @returns {Promise<number>}
 */
function run(
	/** @type {string} */ command,
	/** @type {string[]} */ args,
	/** @type {import('node:child_process').SpawnOptions} */ options,
) {
	const child = spawn(command, args, { cwd: root, ...options });
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
	// npm told to stop ends its shell, which passes nothing on: the shell's end is all that can be noticed.
	const parent = process.ppid;
	if (process.env.npm_lifecycle_event !== undefined) setInterval(() => process.ppid === parent || child.kill(), orphanCheck).unref();
	return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(code ?? 1)));
}

/** Whether node_modules holds what the lock file names, by npm's own record of what it installed. */
function isInstalled() {
	const recorded = readPackages(join(root, 'node_modules', '.package-lock.json'));
	if (recorded === undefined || !existsSync(projectNode)) return false;
	const wanted = Object.entries(readPackages(join(root, 'package-lock.json')) ?? {});
	return wanted.every(([path, { version, integrity, optional, devOptional }]) => {
		const found = recorded[path];
		if (path === '') return true;
		if (found === undefined) return optional === true || devOptional === true;
		return found.version === version && found.integrity === integrity;
	});
}

/** @returns {Record<string, {version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}> | undefined} */
function readPackages(/** @type {string} */ file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined; // Absent or cut off: the same as not installed.
	}
}
