import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completeLockFile, missingBuilds } from '../../scripts/lock-file.ts';

const file = join(import.meta.dirname, '..', '..', 'package-lock.json');

describe('package-lock.json', () => {
	it('names the builds for every platform, as `npm ci` demands (else: npm run lock)', async () => {
		assert.deepEqual([...missingBuilds(JSON.parse(await readFile(file, 'utf8'))).keys()], []);
	});

	it('names no registry', async () => {
		assert.doesNotMatch(await readFile(file, 'utf8'), /"resolved"/);
	});
});

describe('completeLockFile', () => {
	const lock = {
		packages: {
			'': {},
			'node_modules/@swc/core': {
				version: '1.2.3',
				optionalDependencies: { '@swc/core-linux-x64-musl': '1.2.3', '@swc/core-win32-x64-msvc': '1.2.3' },
			},
			'node_modules/@swc/core-linux-x64-musl': { version: '1.2.3' },
		},
	};

	it('adds what is missing with the platform that its name tells', () => {
		const { packages } = completeLockFile(lock);
		assert.deepEqual(packages['node_modules/@swc/core-win32-x64-msvc'], {
			version: '1.2.3',
			cpu: ['x64'],
			dev: true,
			optional: true,
			os: ['win32'],
		});
		assert.deepEqual(packages['node_modules/@swc/core-linux-x64-musl'], { version: '1.2.3' });
	});

	it('changes nothing in a complete one', () => {
		const complete = completeLockFile(lock);
		assert.deepEqual(completeLockFile(complete), complete);
	});
});
