import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

	it('lies below the cache folder, where Node can keep it', async () => {
		const environment: NodeJS.ProcessEnv = { ...process.env, AUTODOCS_CACHE_DIR: folder };
		// Whoever runs the tests may have it kept elsewhere.
		delete environment['NODE_COMPILE_CACHE'];
		const { stdout } = await promisify(execFile)(process.execPath, [bin, '--version'], { env: environment });
		assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
		const kept = 'enableCompileCache' in nodeModule ? [stdout.trim()] : [];
		assert.deepEqual(await readdir(join(folder, 'compiled')).catch(() => []), kept);
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
