import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import packageJson from '../../package.json' with { type: 'json' };
import { dropOtherVersions } from '../../src/cli/compiled.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const bin = join(import.meta.dirname, '..', '..', 'src', 'bin.ts');

describe('what is kept of the compiled code', function () {
	this.timeout(20_000);
	let folder: string;

	beforeEach(async () => {
		folder = await temporaryFolder();
	});

	afterEach(async () => {
		await removeFolder(folder);
	});

	/** Whoever runs the tests may have it kept elsewhere. */
	function environment(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
		const { NODE_COMPILE_CACHE: _, ...others } = process.env;
		return { ...others, ...variables };
	}

	const keptIn = (directory: string) => readdir(join(directory, 'compiled', packageJson.version));

	for (const [how, argv, variable] of [
		['the variable', [], 'named'],
		['the flag', ['--cache-dir', 'named'], 'another'],
		['the flag in one word', ['--cache-dir=named'], 'another'],
	] as const) {
		it(`lies below the cache folder that ${how} names`, async () => {
			const child = spawn(process.execPath, [bin, 'check', ...argv], {
				cwd: folder,
				env: environment({ AUTODOCS_CACHE_DIR: join(folder, variable) }),
				stdio: 'ignore',
			});
			assert.deepEqual(await once(child, 'exit'), [2, null]);
			assert.equal((await keptIn(join(folder, 'named'))).length, 1);
			assert.deepEqual((await readdir(folder)).includes('another'), false);
		});
	}

	it('is there once an agent has begun, though its server be killed', async () => {
		const child = spawn(process.execPath, [bin, 'mcp', folder], { env: environment({ AUTODOCS_CACHE_DIR: folder }) });
		const exited = once(child, 'exit');
		const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
		for (const message of [{ id: 1, method: 'initialize', params }, { method: 'notifications/initialized' }, { id: 2, method: 'ping' }]) {
			child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
		}
		const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		for (let id = 1; id <= 2; id++) assert.equal(JSON.parse(String((await lines.next()).value)).id, id);
		child.kill('SIGKILL');
		await exited;
		assert.equal((await keptIn(folder)).length, 1);
	});

	it('is of one version of AutoDocs alone', async () => {
		for (const version of ['0.9.0', '1.0.0', '1.1.0']) await mkdir(join(folder, 'compiled', version, 'node'), { recursive: true });
		await dropOtherVersions(join(folder, 'compiled', '1.0.0'));
		assert.deepEqual(await readdir(join(folder, 'compiled')), ['1.0.0']);
	});

	it('may be missing when other versions are looked for', async () => {
		await dropOtherVersions(join(folder, 'compiled', '1.0.0'));
		assert.deepEqual(await readdir(folder), []);
	});
});
