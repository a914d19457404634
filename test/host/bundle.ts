import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import esbuild from 'esbuild';

/** The tests as VS Code loads them. */
export interface TestBundle {
	/** An extension that holds the tests and nothing else. */
	readonly extension: string;
	/** The file that VS Code is told to run. */
	readonly entry: string;
	/** The bundle of a suite's file: `activation.test.ts`. */
	readonly suite: (file: string) => string;
}

const manifest = {
	name: 'autodocs-tests',
	publisher: 'autodocs',
	version: '0.0.0',
	type: 'module',
	engines: { vscode: '^1.101.0' },
	main: './entry.js',
	activationEvents: [],
	// For a suite that registers a provider of its own.
	contributes: { mcpServerDefinitionProviders: [{ id: 'autodocs.mcp', label: 'AutoDocs in tests' }] },
};

/** Bundles every suite of this folder below `root`/out. Throws when one is in no group, since it would never run. */
export async function bundleTests(root: string, grouped: readonly string[]): Promise<TestBundle> {
	const folder = join(root, 'out', 'host');
	const suites = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.test.ts'));
	const forgotten = suites.filter((file) => !grouped.includes(file));
	if (forgotten.length > 0) throw new Error(`In no group of test/host/groups.ts: ${forgotten.join(', ')}`);
	await esbuild.build({
		entryPoints: ['entry.ts', ...suites].map((file) => join(import.meta.dirname, file)),
		outdir: folder,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		target: 'node22',
		sourcemap: 'inline',
		logLevel: 'warning',
	});
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	return { extension: folder, entry: join(folder, 'entry.js'), suite: (file) => join(folder, file.replace(/\.ts$/, '.js')) };
}
