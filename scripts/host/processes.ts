import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface RunOptions {
	readonly directory: string;
	readonly environment?: NodeJS.ProcessEnv;
	/** Aborting ends the command. */
	readonly signal?: AbortSignal | undefined;
}

export interface RunResult {
	/** 1 for an end by a signal. */
	readonly code: number;
	/** What it wrote to both streams. */
	readonly output: string;
}

/** Runs a command to its end and collects what it writes. Throws when it cannot be started or the signal aborts. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
	const child = spawn(command, args, {
		cwd: options.directory,
		env: options.environment ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe'],
		...(options.signal === undefined ? {} : { signal: options.signal }),
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code: code ?? 1, output };
}

/** Runs npm, the one that runs this process when there is one. */
export function runNpm(args: readonly string[], options: RunOptions): Promise<RunResult> {
	const cli = process.env['npm_execpath'];
	if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options);
	return process.platform === 'win32' ? run('cmd.exe', ['/c', 'npm', ...args], options) : run('npm', args, options);
}

/** A process with all its descendants, which end together, at the latest when this process does. */
export interface ProcessGroup {
	readonly child: ChildProcess;
	/** Resolves when all of them are gone. */
	end(): Promise<void>;
}

/** Starts a command in a process group of its own. Its output comes in `child.stdout` and `child.stderr`. */
export function startGroup(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): ProcessGroup {
	const guard = fileURLToPath(new URL('guard.js', import.meta.url));
	const child = spawn(process.execPath, [guard, command, ...args], {
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: environment,
	});
	const gone = once(child, 'exit');
	return {
		child,
		async end() {
			if (child.connected) child.disconnect();
			await gone;
		},
	};
}
