import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { buildVsix } from '../../scripts/host/vsix.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the extension runs with or shows, and what a person may read about it. */
const wanted =
	/^(package(\.nls(\.[\w-]+)?)?\.json|l10n\/bundle\.l10n(\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/((extension|autodocs|panel|chunks\/[\w-]+)\.js|panel\.css)|media\/.+|docs\/((findings|errors)\/)?[\w-]+\.md|docs\/topics\.json)$/;

describe('the VSIX', function () {
	this.timeout(60_000);

	it('is built and smaller than 1 MB', async () => {
		const { size } = await stat(await buildVsix(root));
		assert.ok(size < 1_000_000, `it has ${size} bytes`);
	});

	it('has a panel that is smaller than 150 kB', async () => {
		const { size } = await stat(join(root, 'dist', 'panel.js'));
		assert.ok(size < 150_000, `it has ${size} bytes`);
	});

	it('holds both bundles and nothing that neither runs nor is read', async () => {
		const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).map((file) => file.replaceAll('\\', '/'));
		assert.deepEqual(
			files.filter((file) => !wanted.test(file)),
			[],
		);
		for (const needed of [
			'package.json',
			...['', '.de', '.zh-cn'].flatMap((language) => [`package.nls${language}.json`, `l10n/bundle.l10n${language}.json`]),
			'LICENSE',
			'README.md',
			'dist/extension.js',
			'dist/autodocs.js',
			'dist/panel.js',
			'dist/panel.css',
			'media/icon.png',
			'docs/README.md',
			'docs/topics.json',
			'docs/settings.md',
			'docs/errors/timeout.md',
			'docs/findings/unknown-package.md',
		])
			assert.ok(files.includes(needed), `${needed} is missing`);
	});
});
