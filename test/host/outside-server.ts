import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Outside } from './outside.ts';

interface OutsideServer extends AsyncDisposable {
	readonly url: string;
}

/** Lets the suites inside VS Code call `outside`: `POST /METHOD` with the argument as JSON, answered with `{result}` or a 500 with the message. */
export async function serveOutside(outside: Outside): Promise<OutsideServer> {
	const server = createServer((request, response) => {
		answer(outside, request).then(
			(result) => response.end(JSON.stringify({ result })),
			(error: unknown) => response.writeHead(500).end(String(error)),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

async function answer(outside: Outside, request: IncomingMessage): Promise<unknown> {
	const method = (request.url ?? '').slice(1);
	if (!Object.hasOwn(outside, method)) throw new Error(`There is no ${method} to call`);
	return outside[method as keyof Outside](JSON.parse(await text(request)));
}
