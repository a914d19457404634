import { randomBytes } from 'node:crypto';
import { ValidationError } from '../core/errors.ts';
import type { App } from '../mcp/app.ts';
import { HttpEndpoint } from '../mcp/http.ts';
import { isLoopback } from '../mcp/loopback.ts';
import type { Surroundings } from './surroundings.ts';

interface HttpFlags {
	readonly port: number;
	readonly host: string;
}

/** Serves MCP over HTTP until `stop`. Says on standard error where it listens, once it does. */
export async function serveOverHttp(
	app: App,
	{ host, port }: HttpFlags,
	{ environment, err }: Surroundings,
	stop: AbortSignal,
): Promise<void> {
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
