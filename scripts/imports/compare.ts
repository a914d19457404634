import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanImports } from '../../src/core/imports/scan-imports.ts';
import { LineIndex } from '../../src/core/span.ts';

/**
 * Holds the scanner of imports against Python's own parser, over all sources of a folder (default: Python's standard library). Ends with 1 when any
 * file differs. `npx node scripts/imports/compare.ts [FOLDER]`
 */
interface Seen {
	readonly file: string;
	readonly imports: readonly unknown[];
}

const run = (args: readonly string[]) => execFileSync('python3', args, { encoding: 'utf8', maxBuffer: 1e9 });
const folder = process.argv[2] ?? run(['-c', 'import os; print(os.path.dirname(os.__file__))']).trim();
const files = run([join(import.meta.dirname, 'oracle.py'), folder])
	.split('\n')
	.filter((line) => line !== '')
	.map((line) => JSON.parse(line) as Seen);

let imports = 0;
let differing = 0;
let ms = 0;
for (const { file, imports: wanted } of files) {
	const text = readFileSync(file, 'utf8');
	const startedAt = performance.now();
	const found = scanImports(text);
	ms += performance.now() - startedAt;
	const lines = new LineIndex(text);
	const ours = found.map(({ module, span, names }) => [lines.positionAt(span.start).line + 1, module, names.map(({ name }) => name)]);
	imports += wanted.length;
	const [a, b] = [wanted, ours].map((list) => list.map((one) => JSON.stringify(one)).sort());
	if (a?.join() === b?.join()) continue;
	differing++;
	console.log(file, { missed: a?.filter((one) => b?.includes(one) !== true), invented: b?.filter((one) => a?.includes(one) !== true) });
}
console.log(`${files.length} files, ${imports} imports, ${differing} files differ, ${ms.toFixed(0)} ms`);
process.exitCode = differing === 0 ? 0 : 1;
