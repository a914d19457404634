import { randomBytes } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import type { Engine } from '../core/engine.ts';
import { ValidationError } from '../core/errors.ts';
import { realPlatform } from '../core/platform.ts';
import { nodeFiles } from '../core/project/files.ts';
import { placesOf } from '../core/project/installed/environments.ts';
import { nodeFolders } from '../core/project/installed/folder-reader.ts';
import { type App, createApp } from '../mcp/app.ts';
import type { HttpEndpoint } from '../mcp/http.ts';
import { LogMessages } from '../mcp/log-messages.ts';
import { isLoopback } from '../mcp/loopback.ts';
import { serveOverStdio } from '../mcp/stdio.ts';
import { keepCompiledNow } from './compiled.ts';
import { configurationOf, logTo } from './configuration.ts';
import type { EngineFlags } from './engine-flags.ts';
import type { ExitCode, Surroundings } from './surroundings.ts';

export interface McpFlags extends EngineFlags {
	readonly http?: true;
	readonly port: number;
	readonly host: string;
}

/** Serves MCP until the client or the process ends. */
export async function serveMcp(directories: readonly string[], flags: McpFlags, surroundings: Surroundings): Promise<ExitCode> {
	const { stdin, stdout, err, environment } = surroundings;
	const configuration = configurationOf(flags, surroundings);
	const { trace } = configuration.settings;
	const logs = new LogMessages(logTo(err, trace), trace);
	const platform = realPlatform(logs.write);
	const stop = surroundings.askedToEnd();
	let engine: Engine | undefined;
	const app = createApp({ version: packageJson.version, platform }, async () => {
		// Loaded with the first call, as all that answers: a client waits for the start.
		const [{ createEngine }, { projectsIn }] = await Promise.all([import('./engine.ts'), import('../mcp/projects.ts')]);
		engine = createEngine(configuration, flags, environment, platform);
		return { engine, projects: projectsIn(directories, nodeFiles, placesOf(nodeFolders, environment)) };
	});
	try {
		if (flags.http === true) await serveOverHttp(app, flags, surroundings, stop);
		else await serveOverStdio(app, { stdin, stdout, logs, onBegun: keepCompiledNow, stop });
		return 0;
	} finally {
		await engine?.close();
	}
}

/** Says on standard error where it listens, once it does. */
async function serveOverHttp(app: App, { host, port }: McpFlags, { environment, err }: Surroundings, stop: AbortSignal): Promise<void> {
	const { token, isNew } = tokenFor(host, environment['AUTODOCS_MCP_TOKEN']);
	const endpoint = await listening(app, host, port, token);
	err(`AutoDocs serves MCP at ${endpoint.url}${isNew ? `, for bearers of the token ${token}` : ''}\n`);
	await new Promise<void>((resolve) => {
		if (stop.aborted) resolve();
		stop.addEventListener('abort', () => resolve(), { once: true });
	});
	await endpoint.close();
}

async function listening(app: App, host: string, port: number, token: string | undefined): Promise<HttpEndpoint> {
	// Loaded when it is asked for: over standard input and output it is not needed.
	const { HttpEndpoint } = await import('../mcp/http.ts');
	try {
		return await HttpEndpoint.start(app, { host, port, token });
	} catch (cause) {
		throw new ValidationError(`Port ${port} of ${host} cannot be listened on: ${cause instanceof Error ? cause.message : String(cause)}`, {
			suggestions: ['Choose another with --port, or leave it out for any that is free', 'Choose an address of this machine with --host'],
			cause,
		});
	}
}

/** Beyond this machine there must be one: a new one where none is given. */
function tokenFor(host: string, given: string | undefined): { readonly token: string | undefined; readonly isNew: boolean } {
	if (given === undefined || given === '') {
		const isNew = !isLoopback(host);
		return { token: isNew ? randomBytes(32).toString('base64url') : undefined, isNew };
	}
	if (given.length >= 16) return { token: given, isNew: false };
	throw new ValidationError('AUTODOCS_MCP_TOKEN is too short: a bearer token needs 16 characters at least', {
		suggestions: ['Make one: openssl rand -base64 32'],
	});
}
