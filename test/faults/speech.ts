import type { Socket } from 'node:net';
import { simplePage } from '../support/index-answers.ts';
import type { Behaviour, Exchange } from './lab-server.ts';

/* Words that the servers of the laboratory speak: whole answers, and pieces of them. */

export const ok = 'HTTP/1.1 200 OK';
export const simpleJson = 'content-type: application/vnd.pypi.simple.v1+json';
export const json = 'content-type: application/json';
export const html = 'content-type: text/html; charset=utf-8';
export const length = (bytes: number) => `content-length: ${bytes}`;

/** The first is cached by those scenarios that begin with an older answer; the second is what there is now. */
export const olderVersion = '1.0';
export const version = '2.0';

/** The name of the project that a request is about. */
export const projectOf = ({ path }: Pick<Exchange, 'path'>): string => path.split('/')[2] ?? '';

/** A project page of the Simple API (PEP 691), as text. */
export function page(name: string, has = version): string {
	return JSON.stringify(simplePage({ name, versions: { [has]: {} } }));
}

/** Writes an answer and ends the connection. */
export function respond(socket: Socket, head: readonly string[], body: string | Uint8Array = ''): void {
	socket.write(`${head.join('\r\n')}\r\n\r\n`);
	socket.end(body);
}

/** Writes an answer and leaves the connection open for the next request. */
export function keepAlive(socket: Socket, head: readonly string[], body: string | Uint8Array = ''): void {
	socket.write(`${[...head, length(Buffer.byteLength(body))].join('\r\n')}\r\n\r\n`);
	socket.write(body);
}

/** The page of the project asked for, with these headers. */
export const page200 =
	(...headers: readonly string[]): Behaviour =>
	(exchange) =>
		keepAlive(exchange.socket, [ok, simpleJson, ...headers], page(projectOf(exchange)));

/** 200, with this body. */
export const body =
	(content: string | Uint8Array, ...headers: readonly string[]): Behaviour =>
	({ socket }) =>
		respond(socket, [ok, ...(headers.length === 0 ? [simpleJson] : headers)], content);

/** An answer without a body: `429 Too Many Requests`. */
export const status =
	(line: string, ...headers: readonly string[]): Behaviour =>
	({ socket }) =>
		keepAlive(socket, [`HTTP/1.1 ${line}`, ...headers]);

/** Bytes as they are, then the end of the connection. */
export const raw =
	(bytes: string | Uint8Array): Behaviour =>
	({ socket }) =>
		socket.end(bytes);

/** Bytes as they are, and then nothing more. */
export const rawThenSilence =
	(bytes: string): Behaviour =>
	({ socket, hang }) => {
		socket.write(bytes);
		hang();
	};

export const silence: Behaviour = ({ hang }) => hang();
export const closes: Behaviour = ({ socket }) => socket.end();
export const resets: Behaviour = ({ socket }) => socket.resetAndDestroy();

/** One behaviour after the other, a request each; the last one stays. */
export const inTurn =
	(...behaviours: readonly Behaviour[]): Behaviour =>
	(exchange) =>
		behaviours[Math.min(exchange.before, behaviours.length - 1)]?.(exchange);

/** `behaviour` for the first request about each project, and then its page. */
export const atFirst = (behaviour: Behaviour): Behaviour => {
	const seen = new Set<string>();
	return (exchange) => {
		const name = projectOf(exchange);
		(seen.has(name) ? page200() : behaviour)(exchange);
		seen.add(name);
	};
};

/** `behaviour` for this project, and its page for every other. */
export const onlyFor =
	(name: string, behaviour: Behaviour): Behaviour =>
	(exchange) =>
		projectOf(exchange) === name ? behaviour(exchange) : page200()(exchange);

export const redirect = (to: string, line = '302 Found'): Behaviour => status(line, `location: ${to}`);
