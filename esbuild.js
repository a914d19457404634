// Builds the two bundles and what they share, and the panel that a webview shows, with a report of the sizes: `node esbuild.js [--watch]`.
import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const manifest = fileURLToPath(new URL('package.json', import.meta.url));
const watching = process.argv.includes('--watch');

/** CommonJS dependencies call `require`, which an ES module has to make for itself. */
const requireForCommonJs =
	"import { createRequire as autodocsRequire } from 'node:module'; const require = autodocsRequire(import.meta.url);";

/** Of the manifest, the code reads the version and the home page alone: the rest stays out of the bundles. @type {esbuild.Plugin} */
const manifestVersion = {
	name: 'manifest-version',
	setup: ({ onLoad }) =>
		onLoad({ filter: /package\.json$/ }, async ({ path }) => {
			if (path !== manifest) return undefined;
			const { version, homepage } = JSON.parse(await readFile(path, 'utf8'));
			return { contents: JSON.stringify({ version, homepage }), loader: 'json' };
		}),
};

/** The SDK brings a validator of JSON schemas for what it may ask of clients. `src/mcp/server.ts` gives it one of its own, since nothing is asked. @type {esbuild.Plugin} */
const withoutValidator = {
	name: 'without-validator',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, () => ({ path: 'shims', namespace: 'without-validator' }));
		onLoad({ filter: /.*/, namespace: 'without-validator' }, () => ({
			// Importing `node:process` loads all that it has, workers too.
			contents: 'export const process = globalThis.process; export class DefaultJsonSchemaValidator {}',
			loader: 'js',
		}));
	},
};

/** Commander would start subcommands that are programs of their own. There are none, and what starts them takes a fifth of the start of a server. @type {esbuild.Plugin} */
const withoutPrograms = {
	name: 'without-programs',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
			importer.includes('/commander/') ? { path: 'programs', namespace: 'without-programs' } : undefined,
		);
		onLoad({ filter: /.*/, namespace: 'without-programs' }, () => ({ contents: '', loader: 'js' }));
	},
};

/** @type {esbuild.Plugin} */
const sizeReport = {
	name: 'size-report',
	setup: ({ onStart, onEnd }) => {
		onStart(() => (watching ? console.log('[watch] build started') : undefined));
		onEnd(({ errors, metafile }) => {
			if (errors.length === 0 && metafile !== undefined) report(metafile);
			if (watching) console.log('[watch] build finished');
		});
	},
};

/** What both need, and what neither needs at its start (the server for agents), are files of their own. @type {esbuild.BuildOptions} */
const options = {
	entryPoints: { extension: 'src/extension.ts', autodocs: 'src/bin.ts' },
	outdir: 'dist',
	chunkNames: 'chunks/[name]-[hash]',
	splitting: true,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	external: ['vscode'],
	// The texts are handed over; this build of it reads no file.
	alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
	banner: { js: requireForCommonJs },
	minify: !watching,
	sourcemap: watching,
	metafile: true,
	legalComments: 'none',
	plugins: [manifestVersion, withoutValidator, withoutPrograms, sizeReport],
};

/** What runs in the webview. @type {esbuild.BuildOptions} */
const panel = {
	entryPoints: [
		{ in: 'src/webview/main.ts', out: 'panel' },
		{ in: 'src/webview/panel.css', out: 'panel' },
	],
	outdir: 'dist',
	bundle: true,
	platform: 'browser',
	format: 'iife',
	target: 'chrome120',
	minify: !watching,
	sourcemap: watching && 'inline',
	metafile: true,
	legalComments: 'none',
	plugins: [sizeReport],
};

// Chunks of builds before would stay.
await rm('dist', { recursive: true, force: true });
for (const bundle of [options, panel]) {
	if (watching) await (await esbuild.context(bundle)).watch();
	else await esbuild.build(bundle);
}

/** Prints a bundle's size and the five packages that take the most of it. */
function report(/** @type {esbuild.Metafile} */ { outputs }) {
	for (const [file, { bytes, inputs }] of Object.entries(outputs)) {
		if (file.endsWith('.map')) continue;
		const largest = Object.entries(bytesByPackage(inputs))
			.sort(([, a], [, b]) => b - a)
			.slice(0, 5);
		console.log(`${file}  ${kilobytes(bytes)}`);
		for (const [name, size] of largest) console.log(`  ${kilobytes(size).padStart(9)}  ${name}`);
	}
}

function bytesByPackage(/** @type {Record<string, {bytesInOutput: number}>} */ inputs) {
	/** @type {Record<string, number>} */
	const sizes = {};
	for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
		const name = path.includes('node_modules/') ? packageName(path) : 'src';
		sizes[name] = (sizes[name] ?? 0) + bytesInOutput;
	}
	return sizes;
}

/** Of a file below the innermost node_modules folder: `zod`, `@scope/name`. */
function packageName(/** @type {string} */ path) {
	const parts = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length).split('/');
	return parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
}

function kilobytes(/** @type {number} */ bytes) {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
