import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { startGroup } from '../../scripts/host/processes.ts';

/** A process that does not end when asked to, listens and prints its port. */
const stubborn = `
	process.on('SIGTERM', () => {});
	const server = require('node:net').createServer((socket) => socket.on('error', () => {}));
	server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** A process with such a child, as stubborn. */
const parentOfStubborn = `
	process.on('SIGTERM', () => {});
	require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'inherit' });
`;

/** A connection to the process that prints its port: it closes when that process is gone. */
async function connectTo({ stdout }: ChildProcess): Promise<Socket> {
	if (stdout === null) throw new Error('the process has no output');
	const [port] = (await once(createInterface({ input: stdout }), 'line')) as [string];
	const socket = connect(Number(port), '127.0.0.1');
	await once(socket, 'connect');
	return socket.on('error', () => undefined);
}

describe('a process group', function () {
	this.timeout(20_000);

	it('ends with all its descendants, those too that do not end when asked', async () => {
		const group = startGroup(process.execPath, ['-e', parentOfStubborn], process.env);
		const socket = await connectTo(group.child);
		const closed = once(socket, 'close');
		await group.end();
		await closed;
	});

	it('ends when the process that started it is killed', async () => {
		const module = new URL('../../scripts/host/processes.ts', import.meta.url).href;
		const starter = `
			const { startGroup } = await import(${JSON.stringify(module)});
			startGroup(process.execPath, ['-e', ${JSON.stringify(parentOfStubborn)}], process.env).child.stdout.pipe(process.stdout);
		`;
		const child = spawn(process.execPath, ['--input-type=module', '-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
		const socket = await connectTo(child);
		const closed = once(socket, 'close');
		child.kill('SIGKILL');
		await closed;
	});
});
