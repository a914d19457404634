import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setDefaultCACertificates, type TlsOptions } from 'node:tls';
import type { SimulatedFetch } from '../support/simulated-platform.ts';
import type { Lab } from './lab.ts';
import type { Behaviour, LabServer } from './lab-server.ts';
import type { World } from './scenario.ts';
import { keepAlive, ok, olderVersion, page, projectOf, simpleJson } from './speech.ts';

const olderHeaders = ['etag: "older"', 'cache-control: max-age=600'];

/** What was served an hour ago: no longer fresh, and with something to ask for it by. */
export const older: Behaviour = (exchange) =>
	keepAlive(exchange.socket, [ok, simpleJson, ...olderHeaders], page(projectOf(exchange), olderVersion));

/** A server of HTTP, more or less. */
export const server = (behaviour: Behaviour): World => ({
	start: async (lab) => (await lab.serve(older)).origin,
	turn: (lab) => first(lab).turn(behaviour),
	exchanges: (lab) => first(lab).paths.length,
});

/** A server that does this with each connection, and never reads a request. */
export const connected = (act: (socket: Socket) => void): World => ({
	start: async (lab) => (await lab.serve(older)).origin,
	turn: (lab) => first(lab).turn(older, act),
	exchanges: (lab) => first(lab).connections,
});

/** A server of HTTPS that is trusted, until it presents this certificate. Counts connections: most end before there is a request. */
export const secure = (
	certificate: string,
	behaviour: Behaviour = older,
	{ ...options }: TlsOptions = {},
	later: TlsOptions = {},
): World => ({
	start: async (lab) => {
		setDefaultCACertificates([pem('authority')]); // Of this process, in which nothing else speaks TLS.
		return (await lab.serve(older, { tls: { ...options, ...keyAnd('good') } })).origin;
	},
	turn: (lab) => {
		first(lab).turn(behaviour);
		first(lab).present({ ...keyAnd(certificate), ...later });
	},
	exchanges: (lab) => first(lab).connections,
});

/** A server of HTTPS that does this with each connection instead of shaking hands. */
export const secureConnected = (act: (socket: Socket) => void): World => ({
	...secure('good'),
	turn: (lab) => first(lab).turn(older, act),
});

/** Nobody listens there any more. */
export const nobodyListens: World = {
	start: async (lab) => (await lab.serve(older)).origin,
	turn: (lab) => first(lab).close(),
	exchanges: (lab) => lab.attempts,
};

/** What cannot be had on every machine: `fetch` itself does this. */
export const fetching = (serve: SimulatedFetch): World => {
	let count = 0;
	return {
		start: async (lab) => {
			lab.platform.serve = async (url) => {
				const headers = Object.fromEntries([simpleJson, ...olderHeaders].map((line) => line.split(': ', 2)));
				return new Response(page(projectOf({ path: url.pathname }), olderVersion), { headers });
			};
			return 'https://index.test';
		},
		turn: (lab) => {
			count = 0;
			lab.platform.serve = (url, init) => {
				count++;
				return serve(url, init);
			};
		},
		exchanges: () => count,
	};
};

/** The file `name`.pem of the test certificates. */
export function pem(name: string): string {
	return readFileSync(join(import.meta.dirname, 'certificates', `${name}.pem`), 'utf8');
}

export function keyAnd(certificate: string): { readonly key: string; readonly cert: string } {
	return { key: pem('key'), cert: pem(certificate) };
}

export function first(lab: Lab): LabServer {
	const [server] = lab.servers;
	if (server === undefined) throw new Error('There is no server in this laboratory');
	return server;
}
