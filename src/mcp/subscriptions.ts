import { type McpServer, ResourceNotFoundError, type ServerEventBus } from '@modelcontextprotocol/server';
import type { App } from './app.ts';
import { onClosed } from './on-closed.ts';
import { projectUri } from './project-news.ts';

/** Lets a client with a connection or a session subscribe to the project. */
export function registerSubscriptions(server: McpServer, app: App): void {
	let leave: (() => void) | undefined;
	const unsubscribe = () => {
		leave?.();
		leave = undefined;
	};
	onClosed(server, unsubscribe);
	server.server.setRequestHandler('resources/subscribe', async ({ params: { uri } }) => {
		if (uri !== projectUri) throw new ResourceNotFoundError(uri);
		await app.loaded();
		leave ??= tellOf(server, app);
		return {};
	});
	server.server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
		if (uri === projectUri) unsubscribe();
		return {};
	});
}

/** Tells a server's client of each change. Returns what ends it. */
export function tellOf({ server }: McpServer, app: App): () => void {
	// A client who is gone needs no news.
	return app.news.subscribe(() => void server.sendResourceUpdated({ uri: projectUri }).catch(() => undefined));
}

/** The same for clients without sessions: each of their streams listens by itself. */
export function newsBus(app: App): ServerEventBus {
	return {
		publish: () => undefined,
		subscribe: (listener) => app.news.subscribe(() => listener({ kind: 'resource_updated', uri: projectUri })),
	};
}
