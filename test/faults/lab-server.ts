import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions, type TlsOptions } from 'node:tls';

/** A request that came in, and the raw connection to answer it on. */
export interface Exchange {
	readonly socket: Socket;
	readonly path: string;
	/** Names in lower case. */
	readonly headers: ReadonlyMap<string, string>;
	/** How many requests came before it, on all connections, since the server's last `turn`. */
	readonly before: number;
	/** Says that from now on nothing more comes from this side by itself, though the answer is not whole. */
	readonly hang: () => void;
}

export type Behaviour = (exchange: Exchange) => void;

export interface LabServerOptions {
	/** Speaks TLS, with this certificate and settings. */
	readonly tls?: TlsOptions;
	/** What it does with each new connection, instead of waiting for requests. */
	readonly connected?: (socket: Socket) => void;
}

/** A server on the loopback that speaks TCP or TLS, and of HTTP what a test tells it to. */
export class LabServer {
	/** The paths that were asked for since the last `turn`. */
	paths: string[] = [];
	headers: ReadonlyMap<string, string>[] = [];
	/** Connections opened since then. */
	connections = 0;
	/** Of which nothing more comes, though somebody waits: until they close. */
	readonly hanging = new Set<Socket>();
	/** Connections without a single request, which `fetch` itself gives up after ten seconds. */
	readonly unused = new Set<Socket>();
	readonly origin: string;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	#behaviour: Behaviour;
	#connected: ((socket: Socket) => void) | undefined;

	private constructor(server: Server, behaviour: Behaviour, options: LabServerOptions) {
		this.#server = server;
		this.#behaviour = behaviour;
		this.#connected = options.connected;
		const { port } = server.address() as AddressInfo;
		this.origin = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
	}

	static async start(behaviour: Behaviour, options: LabServerOptions = {}): Promise<LabServer> {
		const server = options.tls === undefined ? createServer() : createTlsServer(options.tls);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const lab = new LabServer(server, behaviour, options);
		server.on('connection', (socket: Socket) => lab.#opened(socket));
		server.on(options.tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => lab.#listen(socket));
		server.on('tlsClientError', () => undefined); // The client refuses the certificate: that is what the test is about.
		return lab;
	}

	/** From now on it behaves like this. Connections of before are closed, and counts begin anew. */
	turn(behaviour: Behaviour, connected?: (socket: Socket) => void): void {
		this.#behaviour = behaviour;
		this.#connected = connected;
		this.endConnections();
		this.paths = [];
		this.headers = [];
		this.connections = 0;
	}

	/** Another certificate, from the next connection on. */
	present(context: SecureContextOptions): void {
		(this.#server as Server & { setSecureContext(options: SecureContextOptions): void }).setSecureContext(context);
	}

	/** Ends it, with every connection. May be called twice. */
	async close(): Promise<void> {
		if (!this.#server.listening) return;
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.endConnections();
		await closed;
	}

	/** As a restart does. */
	endConnections(): void {
		for (const socket of this.#sockets) socket.destroy();
	}

	#opened(socket: Socket): void {
		this.connections++;
		this.#sockets.add(socket);
		socket.on('error', () => undefined); // The client may be gone: that is what many tests are about.
		socket.on('close', () => {
			this.#sockets.delete(socket);
			this.hanging.delete(socket);
			this.unused.delete(socket);
		});
		if (this.#connected === undefined) return;
		socket.pause();
		this.unused.add(socket);
		this.#connected(socket);
	}

	#listen(socket: Socket): void {
		if (this.#connected !== undefined) return;
		let received = '';
		socket.on('error', () => undefined);
		socket.on('close', () => this.hanging.delete(socket));
		socket.on('data', (chunk) => {
			received += chunk.toString('latin1');
			for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
				this.#answer(socket, received.slice(0, end));
				received = received.slice(end + 4);
			}
		});
	}

	#answer(socket: Socket, head: string): void {
		const [requestLine = '', ...lines] = head.split('\r\n');
		const headers = new Map(
			lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
		);
		const path = requestLine.split(' ')[1] ?? '';
		const before = this.paths.push(path) - 1;
		this.headers.push(headers);
		this.#behaviour({ socket, path, headers, before, hang: () => this.hanging.add(socket) });
	}
}
