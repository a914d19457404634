// Types, lint, import rules, unused code, docs and texts in step: `npm run check`. What fails shows what it said; the others a line each.
import { join } from 'node:path';
import { type RunResult, run } from './host/processes.ts';
import { writeReport } from './report.ts';

const root = join(import.meta.dirname, '..');

const checks: readonly (readonly [string, string, readonly string[]])[] = [
	['types', 'typescript/bin/tsc', ['-p', '.']],
	['types of the webview', 'typescript/bin/tsc', ['-p', 'src/webview']],
	['format and lint', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off']],
	['import rules', 'dependency-cruiser/bin/dependency-cruiser.mjs', ['src']],
	['unused code', 'knip/bin/knip.js', ['--no-progress']],
	['docs', '../scripts/docs/main.ts', ['--check']],
	['texts', '../scripts/l10n.ts', ['--check']],
];

const failed = await checkAll();
await writeReport(root, 'check', { passed: checks.length - failed, failed });
process.exitCode = failed === 0 ? 0 : 1;

async function checkAll(): Promise<number> {
	const results = await Promise.all(
		checks.map(async ([name, script, args]) => ({
			name,
			...(await run(process.execPath, [join('node_modules', script), ...args], { directory: root })),
		})),
	);
	for (const result of results) console.log(result.code === 0 ? `✓ ${result.name}` : `✗ ${result.name}\n${shown(result)}`);
	return results.filter(({ code }) => code !== 0).length;
}

/** Without dependency-cruiser's notice that it reads TypeScript 7 with another parser, as .dependency-cruiser.cjs asks it to. */
function shown({ output }: RunResult): string {
	const notice = output.indexOf('‼ missing-tsc-transpiler');
	return notice < 0 ? output : output.slice(0, notice);
}
