import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

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

/** A server that speaks TCP, and of HTTP what it likes: `answer` gets each request's head, and how many came before it on all connections. */
export async function rawServer(answer: (socket: Socket, head: string, before: number) => void): Promise<TestServer> {
	let count = 0;
	const server = createTcpServer((socket) => {
		let received = '';
		socket.on('error', () => undefined); // The client may be gone: that is what many tests are about.
		socket.on('data', (chunk) => {
			received += chunk.toString('latin1');
			for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
				const head = received.slice(0, end);
				received = received.slice(end + 4);
				answer(socket, head, count++);
			}
		});
	});
	return await listening(server);
}

/** Sends an answer with these headers as it is, and ends the connection. */
export function respond(socket: Socket, head: readonly string[], body: string | Uint8Array = ''): void {
	socket.write(`${head.join('\r\n')}\r\n\r\n`);
	socket.end(body);
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
