import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
	type CompleteDryRunResult,
	type DryRunOptions,
	type DryRunResult,
	DryRunStatus,
	determineHitLimitReached,
	type MutantRunOptions,
	type MutantRunResult,
	MutantRunStatus,
	type TestResult,
	type TestRunner,
	TestStatus,
	toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import Mocha from 'mocha';

/** What the mutated code reads and writes. */
const context: InstrumenterContext = {};

/** Of hooks. A test that has it asks for no other. */
const defaultTimeoutMs = 10_000;

/** Tests of figures over thousands of requests take a second each, and find what others find. */
const ordinary = /^(?!.*(hold their figures|background load of 2,000))/;

/** Files of tests, as a glob, and the time that each of their tests has, unless it asks for another. */
export interface TestGroup {
	readonly files: string;
	readonly timeoutMs: number;
}

/**
 * Runs the groups of the option `testGroups`, loaded once and in their order, for one mutant after the other: each is met by the tests that reach it,
 * until one fails. Stryker's own runner needs files that mocha 12 no longer has.
 */
class MochaRunner implements TestRunner {
	static readonly inject = tokens(commonTokens.options);
	readonly #groups: readonly TestGroup[];
	readonly #mocha = new Mocha({ timeout: defaultTimeoutMs, reporter: Mocha.reporters.Base });
	#isLoaded = false;
	#isRunning = false;
	/** A test hung: who knows what it still does. */
	#isSpoilt = false;

	constructor(options: StrykerOptions) {
		this.#groups = options['testGroups'] as readonly TestGroup[];
	}

	capabilities() {
		return { reloadEnvironment: false };
	}

	init(): Promise<void> {
		Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: context });
		// The same cases in each run; and nobody looks at a counterexample, so it need not be made smaller.
		fc.configureGlobal({ seed: 1, endOnFailure: true });
		this.#mocha.cleanReferencesAfterRun(false);
		this.#mocha.suite.beforeEach(function () {
			context.currentTestId = this.currentTest?.fullTitle() ?? '';
		});
		// As mocha's own command line does: what nobody catches fails the test that runs.
		process.on('unhandledRejection', (reason) => {
			if (this.#isRunning) throw reason;
		});
		return Promise.resolve();
	}

	async dryRun({ disableBail }: DryRunOptions): Promise<DryRunResult> {
		await this.#load();
		this.#select(undefined);
		const result = await this.#run(disableBail);
		return context.mutantCoverage === undefined ? result : { ...result, mutantCoverage: context.mutantCoverage };
	}

	async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, disableBail }: MutantRunOptions): Promise<MutantRunResult> {
		if (this.#isSpoilt) throw new Error('This process cannot be used any more'); // Then Stryker takes another one.
		Object.assign(context, { hitCount: hitLimit && 0, hitLimit });
		if (mutantActivation === 'static') context.activeMutant = activeMutant.id;
		await this.#load();
		context.activeMutant = activeMutant.id;
		this.#select(testFilter);
		const result = await this.#run(disableBail);
		if (this.#isSpoilt) return { status: MutantRunStatus.Timeout };
		return toMutantRunResult(determineHitLimitReached(context.hitCount, context.hitLimit) ?? result);
	}

	async #load(): Promise<void> {
		if (this.#isLoaded) return;
		this.#isLoaded = true;
		for (const { files, timeoutMs } of this.#groups) {
			this.#mocha.files = globSync(files)
				.toSorted()
				.map((file) => resolve(file));
			await this.#mocha.loadFilesAsync();
			this.#mocha.suite.eachTest((test) => {
				if (test.timeout() === defaultTimeoutMs) test.timeout(timeoutMs);
			});
		}
	}

	/** By full titles; all for a mutant that counts while files are loaded. */
	#select(titles: readonly string[] | undefined): void {
		this.#mocha.grep(titles === undefined ? ordinary : new RegExp(`^(?:${titles.map(escaped).join('|')})$`));
	}

	async #run(disableBail: boolean): Promise<CompleteDryRunResult> {
		bail(this.#mocha.suite, !disableBail);
		const tests: TestResult[] = [];
		this.#isRunning = true;
		await new Promise<void>((ended) => {
			const runner = this.#mocha.run(() => ended());
			runner.on('pass', (test) => tests.push({ ...named(test), status: TestStatus.Success }));
			runner.on('fail', (test, error: Error & { readonly code?: string }) => {
				tests.push({ ...named(test), status: TestStatus.Failed, failureMessage: String(error) });
				this.#isSpoilt ||= error.code === 'ERR_MOCHA_TIMEOUT';
			});
		});
		this.#isRunning = false;
		return { status: DryRunStatus.Complete, tests };
	}
}

/** A hook that fails counts for the test it belongs to. */
function named(runnable: Mocha.Test) {
	const test = runnable.ctx?.currentTest ?? runnable;
	const name = test.fullTitle();
	return { id: name, name, timeSpentMs: test.duration ?? 0, ...(test.file === undefined ? {} : { fileName: test.file }) };
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function bail(suite: Mocha.Suite, isWanted: boolean): void {
	suite.bail(isWanted);
	for (const child of suite.suites) bail(child, isWanted);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'mocha-12', MochaRunner)];
