import { PassThrough, type Readable, type Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { orAborted } from '../core/network/abort.ts';
import { withinTime } from '../core/network/patience.ts';
import type { Platform } from '../core/platform.ts';
import { type App, forOneCaller } from './app.ts';
import { CountedTransport } from './counted-transport.ts';
import type { LogMessages } from './log-messages.ts';
import { onClosed } from './on-closed.ts';
import { createServer } from './server.ts';
import { tellOf } from './subscriptions.ts';

/** How long answers under way are waited for when it ends, ms. */
const patienceMs = 1500;
/** Bytes of one message. */
const longestMessage = 1_000_000;

export interface StdioOptions {
	readonly stdin: Readable;
	/** Gets nothing but the protocol. */
	readonly stdout: Writable;
	readonly logs: LogMessages;
	/** Called once the client has begun. */
	readonly onBegun: () => void;
	/** Ends it, as the end of `stdin` does. */
	readonly stop: AbortSignal;
}

/** Serves one client over two streams until either ends; then gives the answers that are under way, for a moment. */
export async function serveOverStdio(app: App, { stdin, stdout, logs, onBegun, stop }: StdioOptions): Promise<void> {
	// The transport drops what is under way when its input ends: it gets one that ends when the answers are given.
	const input = new PassThrough();
	const transport = new CountedTransport(new StdioServerTransport(input, stdout, { maxBufferSize: longestMessage }));
	const handle = serveStdio(
		({ era }) => {
			const server = createServer(forOneCaller(app));
			// Later versions of the protocol log to standard error alone.
			if (era === 'legacy') logs.sendTo(server);
			// These subscribe by a stream, of which the server is not told.
			else onClosed(server, tellOf(server, app));
			server.server.oninitialized = onBegun;
			return server;
		},
		{ transport, onerror: (error) => app.platform.log('warn', `MCP: ${error.message}`) },
	);
	const gone = ended(stdin, stdout, input);
	stdin.pipe(input, { end: false });
	await orAborted(gone, stop).catch(() => undefined);
	stdin.unpipe(input);
	await answersGiven(transport, app.platform);
	await handle.close();
	stdin.destroy();
}

/** What was read last may still be on its way to the transport. */
async function answersGiven(transport: CountedTransport, platform: Platform): Promise<void> {
	await setImmediate();
	await withinTime(patienceMs, transport.answered(), platform);
}

/** Resolves when the client is gone, or sends what the transport gives up at. */
function ended(stdin: Readable, stdout: Writable, input: PassThrough): Promise<void> {
	return new Promise((resolve) => {
		for (const event of ['end', 'close', 'error']) stdin.once(event, () => resolve());
		stdout.on('error', () => resolve());
		input.once('close', () => resolve());
	});
}
