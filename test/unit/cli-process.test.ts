import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { open, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type WebServer, webServer } from '../support/servers.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const bin = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));
const file = { filename: 'numpy-1.0.tar.gz', url: 'numpy-1.0.tar.gz', hashes: {} };
const page = JSON.stringify({ meta: { 'api-version': '1.1' }, name: 'numpy', versions: ['1.0'], files: [file] });

describe('the process of the command line', function () {
	// Its longest is half of a look-up's deadline: whoever waits for that fails.
	this.timeout(15_000);

	let folder = '';
	let server: WebServer;
	let child: ChildProcess;
	let asked: Promise<unknown>;
	let serve: (response: ServerResponse) => void;

	beforeEach(async () => {
		folder = await temporaryFolder();
		await writeFile(join(folder, 'pyproject.toml'), '[project]\ndependencies = ["numpy"]\n');
		const requests = new EventEmitter();
		asked = once(requests, 'came');
		server = await webServer((_request, response) => {
			requests.emit('came');
			serve(response);
		});
	});
	afterEach(async () => {
		child.kill('SIGKILL');
		await server.close();
		await removeFolder(folder);
	});

	function start(...flags: readonly string[]) {
		const environment = { ...process.env, AUTODOCS_INDEX_URL: `${server.origin}/simple`, AUTODOCS_CACHE_DIR: join(folder, 'cache') };
		const started = spawn(process.execPath, [bin, 'check', ...flags, folder], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
		child = started;
		return started;
	}

	/** What it writes, and how it ends. */
	function check(...flags: readonly string[]) {
		const started = start(...flags);
		const ended = once(started, 'close');
		return Promise.all([text(started.stdout), text(started.stderr), ended]);
	}

	for (const [signal, code] of [
		['SIGTERM', 143],
		['SIGINT', 130],
	] as const) {
		it(`ends with ${code} on ${signal}, says so and prints no half result, though the index says nothing`, async () => {
			serve = () => undefined;
			const run = check();
			await asked;
			child.kill(signal);
			assert.deepEqual(await run, ['', 'Interrupted: not everything was checked.\n', [code, null]]);
		});
	}

	it('ends as it would, and quietly, when who reads has seen enough', async () => {
		const bad = Array.from({ length: 20_000 }, (_, i) => `"bad${i} >="`);
		await writeFile(join(folder, 'pyproject.toml'), `[project]\ndependencies = [\n${bad.join(',\n')}\n]\n`);
		const started = start('--offline');
		const errors = text(started.stderr);
		const ended = once(started, 'close');
		await once(started.stdout, 'data');
		started.stdout.destroy();
		assert.deepEqual([await errors, await ended], ['', [1, null]]);
	});

	if (process.platform === 'linux') {
		it('says that its answer could not be written, and fails', async () => {
			await writeFile(join(folder, 'pyproject.toml'), '[project]\ndependencies = ["bad >="]\n');
			const full = await open('/dev/full', 'w');
			const started = spawn(process.execPath, [bin, 'check', '--offline', folder], { stdio: ['ignore', full.fd, 'pipe'] });
			child = started;
			assert.ok(started.stderr);
			const [errors, ended] = await Promise.all([text(started.stderr), once(started, 'close')]);
			await full.close();
			assert.deepEqual([errors, ended], ['The answer could not be written: ENOSPC: no space left on device, write\n', [2, null]]);
		});

		it('ends, with an answer, though the cache folder can never be made', async () => {
			await writeFile(join(folder, 'pyproject.toml'), '[project]\ndependencies = []\n');
			assert.deepEqual((await check('--cache-dir', '/proc/autodocs')).at(-1), [0, null]);
		});
	}

	it('ends once all is said, though connections are kept alive', async () => {
		serve = (response) => {
			const headers = { 'content-type': 'application/vnd.pypi.simple.v1+json', connection: 'keep-alive', 'keep-alive': 'timeout=600' };
			response.writeHead(200, headers).end(page);
		};
		assert.deepEqual(await check(), ['', '', [0, null]]);
	});
});
