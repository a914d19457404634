import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run, startGroup } from './processes.ts';

export interface HostServer extends AsyncDisposable {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	/** Resolves when the server has ended, asked or not. */
	readonly ended: Promise<void>;
}

interface ServerFolders {
	/** Where `out/server-main.js` is. */
	readonly host: string;
	/** Everything the server keeps, its settings and extensions too. */
	readonly data: string;
}

interface ServerOptions extends ServerFolders {
	readonly environment: NodeJS.ProcessEnv;
	/** Machine settings: `{"editor.fontSize": 14}`. */
	readonly settings: Readonly<Record<string, unknown>>;
	/** Whether a folder is trusted unasked; otherwise VS Code asks whoever opens it. */
	readonly trusted: boolean;
	/** Lets a page read logs and exit code, as test runs need. */
	readonly testDriver?: boolean;
	/** Gets the server's own log, line by line. */
	readonly onLine: (line: string) => void;
}

/** Without this the server asks a public gallery for updates of its extensions. */
const noGallery = { EXTENSIONS_GALLERY: '{}' };

/** How long the server may take to listen, ms. */
const startLimit = 60_000;

/** Starts VS Code's server on a free port of 127.0.0.1. Throws when it ends or says nothing before it listens. */
export async function startServer(options: ServerOptions): Promise<HostServer> {
	const machine = join(options.data, 'data', 'Machine');
	await mkdir(machine, { recursive: true });
	await writeFile(join(machine, 'settings.json'), JSON.stringify(options.settings, null, '\t'));
	const flags = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'];
	if (options.trusted) flags.push('--disable-workspace-trust');
	if (options.testDriver) flags.push('--enable-smoke-test-driver');
	const group = startGroup(process.execPath, [...serverArguments(options), ...flags], { ...options.environment, ...noGallery });
	const ended = new Promise<void>((resolve) => group.child.on('exit', () => resolve()));
	const lines: string[] = [];
	const port = await new Promise<string>((resolve, reject) => {
		const fail = (why: string) => reject(new Error(`VS Code's server ${why}.\n${lines.slice(-20).join('\n')}`));
		const timer = setTimeout(() => fail(`did not listen within ${startLimit / 1000} s`), startLimit);
		const take = (line: string) => {
			if (lines.length < 1000) lines.push(line);
			options.onLine(line);
			const listening = /Extension host agent listening on (\d+)/.exec(line)?.[1];
			if (listening === undefined) return;
			clearTimeout(timer);
			resolve(listening);
		};
		for (const input of [group.child.stdout, group.child.stderr]) if (input !== null) createInterface({ input }).on('line', take);
		void ended.then(() => {
			clearTimeout(timer);
			fail('ended before it listened');
		});
	}).catch(async (error: unknown) => {
		await group.end();
		throw error;
	});
	return { origin: `http://127.0.0.1:${port}`, ended, [Symbol.asyncDispose]: () => group.end() };
}

/** Installs a VSIX file for the servers that use the same data folder. Throws an Error with what the server said. */
export async function installExtension(folders: ServerFolders, vsix: string): Promise<void> {
	const { code, output } = await run(process.execPath, [...serverArguments(folders), '--install-extension', vsix, '--force'], {
		directory: folders.host,
	});
	if (code !== 0 || !output.includes('was successfully installed')) throw new Error(`${vsix} could not be installed.\n${output}`);
}

/** The address that opens a folder, or a `.code-workspace` file; `payload` are pairs that VS Code's web client reads. */
export function folderUrl(origin: string, path: string, payload: readonly (readonly [string, string])[]): string {
	const kind = path.endsWith('.code-workspace') ? 'workspace' : 'folder';
	return `${origin}/?${kind}=${encodeURI(path)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** How the web client names a file of the server's machine. */
export function remoteFile(origin: string, path: string): string {
	return `vscode-remote://${new URL(origin).host}${path}`;
}

function serverArguments({ host, data }: ServerFolders): string[] {
	const main = join(host, 'out', 'server-main.js');
	return [main, '--accept-server-license-terms', '--server-data-dir', data, '--extensions-dir', join(data, 'extensions')];
}
