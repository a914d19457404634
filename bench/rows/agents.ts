import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { forOneCaller } from '../../src/mcp/app.ts';
import { createServer } from '../../src/mcp/server.ts';
import { TestApp } from '../../test/support/mcp.ts';
import { median, type Row } from '../row.ts';
import { withFolder } from '../workbench.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const starts = 11;
const answers = 500;

/** What somebody's agent waits for: the server's start, and answers that are cached. */
export async function agentRows(): Promise<readonly Row[]> {
	await run([`${root}esbuild.js`]);
	return [...(await withFolder(startRows)), ...(await cachedRows())];
}

/** Each start beside one of Node alone, since machines differ; the first one, which keeps what it compiles, does not count. */
async function startRows(cacheDirectory: string): Promise<readonly Row[]> {
	await start(cacheDirectory);
	const measured: { readonly ms: number; readonly least: number; readonly megabytes: number }[] = [];
	for (let n = 0; n < starts; n++) measured.push({ least: await run(['-e', '0']), ...(await start(cacheDirectory)) });
	const ms = median(measured.map((one) => one.ms));
	const least = median(measured.map((one) => one.least));
	return [
		{ figure: 'autodocs mcp over stdio: initialize answered', measured: ms, limit: 250, unit: 'ms' },
		{ figure: '… against `node -e 0`', measured: ms / least, limit: 4, unit: '×', note: `${least.toFixed(0)} ms` },
		{
			figure: '… resident memory once the tools are listed, MB',
			measured: median(measured.map((one) => one.megabytes)),
			limit: 80,
			unit: '',
		},
	];
}

async function start(cacheDirectory: string): Promise<{ readonly ms: number; readonly megabytes: number }> {
	const startedAt = performance.now();
	const child = spawn(process.execPath, [`${root}dist/autodocs.js`, 'mcp'], {
		env: { ...process.env, AUTODOCS_CACHE_DIR: cacheDirectory },
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const ended = once(child, 'exit');
	const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
	send({ id: 1, method: 'initialize', params });
	await lines.next();
	const ms = performance.now() - startedAt;
	// As every client goes on, and then most wait for hours.
	send({ method: 'notifications/initialized' });
	send({ id: 2, method: 'tools/list' });
	await lines.next();
	const megabytes = await residentMegabytes(child.pid ?? process.pid);
	child.stdin.end();
	await ended;
	return { ms, megabytes };
}

/** Of another process: known on Linux alone. */
async function residentMegabytes(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000;
}

/** Resolves with ms when the script has ended. */
async function run(command: readonly string[]): Promise<number> {
	const startedAt = performance.now();
	await once(spawn(process.execPath, command, { stdio: 'ignore' }), 'exit');
	return performance.now() - startedAt;
}

async function cachedRows(): Promise<readonly Row[]> {
	const section = (n: number) =>
		`## Part ${n}\n\n${'What this part does, in a sentence of some length. '.repeat(12)}\n\n\`\`\`python\ncall(${n})\n\`\`\`\n`;
	const description = Array.from({ length: 40 }, (_, n) => section(n)).join('\n');
	// Seldom released: its name is held against all that are popular.
	await using app = await TestApp.start({ packages: [{ name: 'demo', versions: { '1.0': {} }, description }] });
	const call = await rawCaller(app);
	const ask = (n: number) => {
		const query = n % 2 === 0 ? {} : { query: `part ${n % 40} call` };
		return call('tools/call', { name: 'get_package_docs', arguments: { package_name: 'demo', ...query } });
	};
	for (let n = 0; n < 20; n++) await ask(n);
	const times: number[] = [];
	for (let n = 0; n < answers; n++) {
		const startedAt = performance.now();
		await ask(n);
		times.push(performance.now() - startedAt);
	}
	times.sort((a, b) => a - b);
	const at = (share: number) => times[Math.floor(share * answers)] ?? Number.POSITIVE_INFINITY;
	return [
		{ figure: 'get_package_docs, cached, inside the server: p50', measured: at(0.5), limit: 5, unit: 'ms' },
		{ figure: '… p99', measured: at(0.99), limit: 15, unit: 'ms' },
	];
}

/** Asks without a client, whose own work is not the server's. */
async function rawCaller(app: TestApp): Promise<(method: string, params: Readonly<Record<string, unknown>>) => Promise<unknown>> {
	const [ours, theirs] = InMemoryTransport.createLinkedPair();
	await createServer(forOneCaller(app.app)).connect(theirs);
	await ours.start();
	let id = 0;
	const call = async (method: string, params: Readonly<Record<string, unknown>>) => {
		id++;
		const answered = new Promise((resolve) => {
			ours.onmessage = resolve;
		});
		await ours.send({ jsonrpc: '2.0', id, method, params });
		return await answered;
	};
	await call('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } });
	await ours.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
	return call;
}
