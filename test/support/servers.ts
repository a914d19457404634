import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface TestServer {
	readonly origin: string;
	/** Connections that were opened, ever. */
	readonly connections: () => number;
	/** Ends it, with every connection. May be called twice. */
	readonly close: () => Promise<void>;
}

export interface WebServer extends TestServer {
	readonly requests: readonly Pick<IncomingMessage, 'url' | 'headers'>[];
}

/** An HTTP server on this machine. */
export async function webServer(listener: RequestListener): Promise<WebServer> {
	const requests: Pick<IncomingMessage, 'url' | 'headers'>[] = [];
	const server = createServer((request, response) => {
		requests.push({ url: request.url ?? '', headers: request.headers });
		listener(request, response);
	});
	return { ...(await listening(server)), requests };
}

async function listening(server: Server): Promise<TestServer> {
	const sockets = new Set<Socket>();
	let connections = 0;
	server.on('connection', (socket) => {
		connections++;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const close = async () => {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => connections, close };
}
