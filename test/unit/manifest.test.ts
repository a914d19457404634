import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readManifest } from '../../scripts/manifest.ts';

describe('what the manifest says', () => {
	const root = join(import.meta.dirname, '..', '..');

	it('links to commands that there are', async () => {
		const { contributes } = await readManifest(root);
		const commands = new Set(contributes.commands.map(({ command }: { readonly command: string }) => command));
		const linked = [...JSON.stringify(contributes).matchAll(/\]\(command:([\w.]+)/g)].map(([, command = '']) => command);
		assert.ok(linked.length > 5);
		// Those of VS Code itself are clicked in the host tests.
		assert.deepEqual(
			linked.filter((command) => command.startsWith('autodocs.') && !commands.has(command)),
			[],
		);
	});

	it('links to settings that there are', async () => {
		const { contributes } = await readManifest(root);
		const keys = new Set([contributes.configuration].flat().flatMap(({ properties }) => Object.keys(properties)));
		const linked = [...JSON.stringify(contributes).matchAll(/`#([^#`]+)#`/g)].map(([, key = '']) => key);
		assert.ok(linked.length > 2);
		assert.deepEqual(
			linked.filter((key) => !keys.has(key)),
			[],
		);
	});
});
