import { readLock } from '../../src/core/project/locks/read-lock.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { longestStandstill, type Standstill } from '../../test/support/loop-watch.ts';
import { startIndex } from '../bench-index.ts';
import { packageName } from '../index-pages.ts';
import { keystrokes } from '../keystrokes.ts';
import { best, median, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

/** UTF-16 units. Larger ones have not been seen. */
const length = 5_000_000;
const requirements = 500;

/** The largest lock file that is to be expected: how long it takes to read, and how long it holds up the event loop. */
export async function lockRows(): Promise<readonly Row[]> {
	const text = uvLock();
	const took: number[] = [];
	const standstills: Standstill[] = [];
	for (let run = 0; run < 7; run++) {
		const standstill = await longestStandstill(async () => {
			const startedAt = performance.now();
			await readLock(text, '/demo/uv.lock', 'uv');
			took.push(performance.now() - startedAt);
		});
		standstills.push(standstill);
	}
	const [first = Number.NaN] = took;
	return [
		{ figure: 'read a lock file of 5 MB', measured: best(took), limit: 60, unit: 'ms', note: `first ${first.toFixed(0)} ms` },
		{
			figure: '… event loop held up',
			measured: median(standstills.map(({ worked }) => worked)),
			limit: 50,
			unit: 'ms',
			note: `work of this thread; by the clock ${standstills.map(({ passed }) => passed.toFixed(0)).join(', ')} ms`,
		},
		...(await keystrokeRows()),
	];
}

/** What is done anew at each key that is typed in a project whose lock is read: all answers are known. */
async function keystrokeRows(): Promise<readonly Row[]> {
	const names = Array.from({ length: requirements }, (_, i) => packageName(i));
	const noted = names.map((name) => `    { name = "${name}", specifier = ">=0" },\n`).join('');
	const own = `[[package]]\nname = "demo"\nversion = "1.0"\nsource = { editable = "." }\n\n[package.metadata]\nrequires-dist = [\n${noted}]\n`;
	const packages = names.map((_, i) => uvPackage(i)).join('\n');
	const lock = await readLock(`version = 1\n\n${packages}\n${own}`, '/demo/uv.lock', 'uv');
	const text = `[project]\nname = "demo"\ndependencies = [\n${names.map((name) => `    "${name}>=0",\n`).join('')}]\n`;
	await using index = await startIndex({ packages: requirements, size: 'small', latencyMs: 0 });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		const read = () => {
			const parsed = parsePyproject(text, '/demo/pyproject.toml');
			return { ...parsed, project: parsed.project && { ...parsed.project, lock } };
		};
		const took = await keystrokes(engine, read, text);
		await engine.close();
		const note = `first ${took[0]?.toFixed(0)} ms`;
		return [
			{ figure: `read and check anew ${requirements} requirements with their lock`, measured: best(took), limit: 10, unit: 'ms', note },
		];
	});
}

/** As uv writes it: most of it are the places and hashes of files. */
function uvLock(): string {
	const parts = ['version = 1\nrevision = 3\nrequires-python = ">=3.9"\n'];
	for (let size = 0, i = 0; size < length; i++) {
		const part = uvPackage(i);
		parts.push(part);
		size += part.length;
	}
	return parts.join('\n');
}

function uvPackage(i: number): string {
	const files = Array.from({ length: 30 }, (_, file) => {
		const hash = (i * 1000 + file).toString(16).padStart(64, 'a');
		const url = `https://files.test/packages/${hash.slice(0, 2)}/${hash}/package_${i}-1.${i}.0-cp3${file}-cp3${file}-manylinux2014_x86_64.whl`;
		return `    { url = "${url}", hash = "sha256:${hash}", size = ${1000 + file}, upload-time = "2026-01-01T00:00:00.000Z" },`;
	});
	return `[[package]]
name = "${packageName(i)}"
version = "0.1.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "${packageName(i + 1)}", marker = "python_full_version < '3.11'" },
]
wheels = [
${files.join('\n')}
]
`;
}
