import type { McpServer } from '@modelcontextprotocol/server';

/** Calls `listener` when the server's connection closes, after those that were there before. */
export function onClosed({ server }: McpServer, listener: () => void): void {
	const before = server.onclose;
	server.onclose = () => {
		before?.();
		listener();
	};
}
