// How many changes of the code its tests notice: `npm run mutation [-- packaging | network | network/retry.ts …]`. Reports for a browser: out/reports/.
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { LogLevel, MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import type { TestGroup } from './mocha-runner.ts';

const root = join(import.meta.dirname, '..', '..');

/** Of 100 mutants, so many must be found. */
const goal = 80;

/** The tests of each folder, the quick ones first: most mutants end there. Left out is what starts processes, which no mutant reaches. */
const tests: Readonly<Record<string, readonly TestGroup[]>> = {
	packaging: [{ files: 'test/unit/packaging/!(linear-time).test.ts', timeoutMs: 2000 }],
	network: [
		{ files: 'test/unit/network/!(client*|disk-cache|network).test.ts', timeoutMs: 1500 },
		...['disk-cache', 'network', 'client', 'client-properties'].map((name) => ({
			files: `test/unit/network/${name}.test.ts`,
			timeoutMs: 6000,
		})),
	],
};

const options: PartialStrykerOptions = {
	plugins: ['./scripts/mutation/mocha-runner.ts'],
	testRunner: 'mocha-12',
	coverageAnalysis: 'perTest',
	// Of texts for people the tests look at the words that matter.
	mutator: { excludedMutations: ['StringLiteral'] },
	// The tests measure time: on a busy machine a mutant would be found that is not.
	concurrency: Math.max(1, Math.floor(availableParallelism() / 2)),
	// What a failed test leaves under way must not end the tests of another mutant.
	maxTestRunnerReuse: 100,
	// Stryker changes paths in tsconfig.json with a function that TypeScript 7 no longer has; nothing here reads it.
	ignorePatterns: ['tsconfig.json', 'bench', 'dist', 'docs', 'examples', 'media', 'out', 'src/editor', 'test/host', '.*'],
	tempDirName: 'out/mutation',
	reporters: ['progress-append-only', 'html', 'json'],
	logLevel: 'warn' as LogLevel,
	// It would warn of `testGroups`, an option of the runner.
	warnings: false,
};

process.chdir(root);
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(tests);
const summaries: string[] = [];
for (const [folder, testGroups] of Object.entries(tests)) {
	const names = wanted.filter((name) => name.split('/')[0] === folder);
	if (names.length > 0) summaries.push(summary(folder, await mutate(folder, names, testGroups)));
}
console.log(summaries.join(', '));

async function mutate(folder: string, names: readonly string[], testGroups: readonly TestGroup[]): Promise<readonly MutantResult[]> {
	const report = (extension: string) => ({ fileName: `out/reports/mutation-${folder}.${extension}` });
	const mutants = names.map((name) => `src/core/${name === folder ? `${name}/**/*.ts` : name}`);
	return await new Stryker({
		...options,
		mutate: mutants,
		testGroups,
		htmlReporter: report('html'),
		jsonReporter: report('json'),
	}).runMutationTest();
}

/** A line for each mutant that no test finds; returns the score. */
function summary(folder: string, results: readonly MutantResult[]): string {
	const valid = results.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status));
	const missed = valid.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
	for (const { fileName, location, mutatorName, replacement = '', status } of missed) {
		const place = `${relative(root, fileName)}:${location.start.line}:${location.start.column}`;
		console.log(`${place} ${mutatorName} → ${replacement.replace(/\s+/g, ' ').slice(0, 80)}${status === 'Survived' ? '' : ' (no test)'}`);
	}
	const score = 100 * (1 - missed.length / valid.length);
	if (!(score >= goal)) process.exitCode = 1;
	return `${folder} ${score.toFixed(1)} % of ${valid.length} mutants`;
}
