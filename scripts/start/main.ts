// `npm start [-- DIR] [-- --desktop]`: the findings of a project on the terminal, then the project in a VS Code with the extension in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../host/install.ts';
import { folderUrl, installExtension, remoteFile, startServer } from '../host/server.ts';
import { buildVsix } from '../host/vsix.ts';
import { chooseIndex } from './index-choice.ts';

const root = join(import.meta.dirname, '..', '..');
const example = join(root, 'examples', 'shop');
/** What the VS Code of `npm start` keeps between two starts. */
const home = join(root, '.vscode-test', 'start');

/** Nothing in the way of the project. */
const settings = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'git.openRepositoryInParentFolders': 'never',
};

const say = (line: string) => console.log(line);

const stopping = new AbortController();
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => stopping.abort());

try {
	await start();
	process.exit(0);
} catch (error) {
	if (stopping.signal.aborted) process.exit(0);
	console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	process.exit(1);
}

async function start(): Promise<void> {
	const { values, positionals } = parseArgs({ allowPositionals: true, options: { desktop: { type: 'boolean' } } });
	// npm runs scripts in the project's folder and says in INIT_CWD where the person was.
	const folder = positionals[0] === undefined ? example : resolve(process.env['INIT_CWD'] ?? '.', positionals[0]);
	if (!existsSync(folder)) throw new Error(`${folder} does not exist. Name a folder with a pyproject.toml: npm start -- DIR`);
	await node('esbuild.js');
	await using index = await chooseIndex(folder === example, join(home, 'cache'), say);
	const environment = { ...process.env, ...index.environment };
	say(`\nautodocs check ${folder}`);
	await node(join('dist', 'autodocs.js'), ['check', folder], environment);
	say('');
	await (values.desktop ? openDesktop(folder, environment) : serve(folder, environment));
}

/** Shows what the script prints. The exit code of `check` says whether there are findings, which is no failure here. */
async function node(script: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = process.env): Promise<void> {
	const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit', env: environment, signal: stopping.signal });
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0 && args.length === 0) throw new Error(`${script} failed; it says why above.`);
}

/** Resolves when it is told to stop. */
async function serve(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
	const host = await installHost(root, { say, signal: stopping.signal });
	const vsix = await buildVsix(root);
	await installExtension({ host, data: home }, vsix);
	const trusted = folder === example;
	await using server = await startServer({ host, data: home, environment, settings, trusted, onLine: () => undefined });
	const project = join(folder, 'pyproject.toml');
	const opened = existsSync(project) ? [['openFile', remoteFile(server.origin, project)] as const] : [];
	say(`AutoDocs runs in VS Code. Open this address in a browser; Ctrl+C here ends it.\n\n  ${folderUrl(server.origin, folder, opened)}\n`);
	await Promise.race([stopped(), server.ended]);
	if (!stopping.signal.aborted) throw new Error("VS Code's server ended by itself. Run `npm start` again.");
	say('Stopping…');
}

function stopped(): Promise<void> {
	return new Promise((done) => {
		if (stopping.signal.aborted) done();
		stopping.signal.addEventListener('abort', () => done());
	});
}

/** Resolves when the window is closed. */
async function openDesktop(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
	const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const code = folders.flatMap((path) => names.map((name) => join(path, name))).find((path) => existsSync(path));
	if (code === undefined) throw new Error('No `code` is on the PATH. Run `npm start` without --desktop, or add VS Code to the PATH first.');
	say(`Opening ${folder} in VS Code; closing that window ends this.`);
	const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, folder];
	const child = spawn(code, args, { stdio: 'inherit', env: environment, signal: stopping.signal, shell: process.platform === 'win32' });
	await once(child, 'exit');
}
