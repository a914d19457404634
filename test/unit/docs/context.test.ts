import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ContextOptions, type ContextRequest, type DocsContext, docsContext } from '../../../src/core/docs/context.ts';
import { DocsShelf } from '../../../src/core/docs/shelf.ts';
import { estimateTokens } from '../../../src/core/docs/token-estimate.ts';
import { CancelledError, NetworkError, PackageNotFoundError, VersionNotFoundError } from '../../../src/core/errors.ts';
import type { ReleaseMetadata } from '../../../src/core/index/package-index.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { answer, KnownIndex, projectReleases } from '../../support/known-index.ts';
import { metadataWith } from '../../support/metadata.ts';

type Packages = Readonly<Record<string, Readonly<Record<string, Partial<ReleaseMetadata> | Error>>>>;

/** By name and version, newest first. */
function indexOf(packages: Packages): KnownIndex {
	const releases = Object.entries(packages).map(
		([name, versions]) => [name, answer(projectReleases(name, Object.keys(versions)))] as const,
	);
	const metadata = Object.entries(packages).flatMap(([name, versions]) =>
		Object.entries(versions).map(
			([version, known]) =>
				[
					`${name} ${version}`,
					known instanceof Error ? known : answer(metadataWith({ name, version, descriptionContentType: 'text/markdown', ...known })),
				] as const,
		),
	);
	return new KnownIndex(Object.fromEntries(releases), Object.fromEntries(metadata));
}

const packages: Packages = {
	demo: {
		'2.0': {
			summary: 'A demo',
			description: '# Demo\n\nBuilt on beta.\n\n## With gamma\n\nText.\n\n```python\nimport yaml\n```',
			requiresDist: [
				'alpha',
				'beta>=1,<2',
				'gamma',
				'pyyaml; python_version >= "3.8"',
				'colorama; sys_platform == "win32"',
				'pysocks; extra == "socks"',
			],
			providesExtra: ['socks'],
		},
	},
	alpha: { '1.0': { description: 'Alpha is long. '.repeat(400) } },
	beta: { '2.0': { description: 'Beta two.' }, '1.5': { description: 'Beta one and a half.' }, '1.0': { description: 'Beta one.' } },
	gamma: { '1.0': { description: '# Gamma\n\nGamma text.', summary: 'Gamma\u202e' } },
	pyyaml: { '6.0': { description: 'YAML.' } },
	colorama: { '1.0': { description: 'Colours.' } },
	pysocks: { '1.0': { description: 'Socks.' } },
};

const wide = { includeDependencies: true, scope: 'smart', maxDependencies: 8, maxTokens: 30_000, maxCharacters: 100_000 } as const;

async function contextOf(change: Partial<ContextRequest> = {}, given: Packages = packages, options?: ContextOptions): Promise<DocsContext> {
	return await docsContext(indexOf(given), { package: { name: 'demo' }, ...wide, ...change }, options);
}

function projectOf(toml: string) {
	return parsePyproject(toml, '/p/pyproject.toml').project;
}

function names(context: DocsContext): readonly string[] {
	return context.dependencies.map(({ name, version }) => `${name} ${version}`);
}

describe('docsContext', () => {
	it('gives the docs of a package, and of what it requires, what most speaks for first', async () => {
		const context = await contextOf({ scope: 'runtime' });
		assert.deepEqual(
			[context.primary.name, context.primary.version, context.primary.resolvedFrom, context.primary.summary],
			['demo', '2.0', 'latest', 'A demo'],
		);
		assert.ok(context.primary.documentation.startsWith('# Demo\n\nBuilt on beta.'));
		assert.deepEqual(names(context), ['gamma 1.0', 'pyyaml 6.0', 'beta 1.5', 'alpha 1.0']);
		assert.deepEqual([context.failures, context.omitted, context.warnings, context.truncatedPackages], [[], [], [], []]);
	});

	it('tells why each is shown, in plain text', async () => {
		const [gamma, yaml, beta] = (await contextOf()).dependencies;
		assert.deepEqual([gamma?.why, gamma?.summary], [['demo requires gamma', 'named in a heading of the docs of demo'], 'Gamma']);
		assert.deepEqual(yaml?.why, ['demo requires pyyaml', 'imported in the docs of demo']);
		assert.deepEqual(beta?.why, ['demo requires beta<2,>=1', 'named in the docs of demo']);
	});

	it('shows, when it is to be smart, small ones beside those for which something speaks', async () => {
		const context = await contextOf(
			{ maxDependencies: 4 },
			{ ...packages, alpha: { '1.0': { description: 'Alpha is long. '.repeat(4000) } } },
		);
		assert.deepEqual(names(context), ['gamma 1.0', 'pyyaml 6.0', 'beta 1.5']);
		assert.deepEqual(context.omitted, [{ name: 'alpha', reason: 'nothing speaks for it, and its docs are long' }]);
		assert.equal(names(await contextOf()).at(-1), 'alpha 1.0');
	});

	it('shows no more than it is asked for, and tells of the others', async () => {
		const context = await contextOf({ maxDependencies: 2 });
		assert.deepEqual(names(context), ['gamma 1.0', 'pyyaml 6.0']);
		assert.deepEqual(
			context.omitted.map(({ name }) => name),
			['beta', 'alpha'],
		);
	});

	const alone: readonly (readonly [title: string, change: Partial<ContextRequest>])[] = [
		['its scope is the package alone', { scope: 'primary_only' }],
		['dependencies are not asked for', { includeDependencies: false }],
		['none may be shown', { maxDependencies: 0 }],
	];
	for (const [title, change] of alone) {
		it(`asks about nothing else when ${title}`, async () => {
			const index = indexOf(packages);
			const context = await docsContext(index, { package: { name: 'demo' }, ...wide, ...change });
			assert.deepEqual([context.dependencies, index.takeAsked()], [[], ['demo']]);
		});
	}
});

describe('the dependencies of a context', () => {
	it('are those of the platform, and of the extras that are asked for', async () => {
		assert.ok(names(await contextOf({ package: { name: 'demo', platform: 'win32' } })).includes('colorama 1.0'));
		assert.ok(names(await contextOf({ extras: ['socks'] })).includes('pysocks 1.0'));
		const project = projectOf('[project]\ndependencies = ["demo[socks]"]');
		assert.ok(names(await contextOf({ package: { name: 'demo', project } })).includes('pysocks 1.0'));
	});

	it('are those of the Python of the project', async () => {
		const project = projectOf('[project]\nrequires-python = "==2.7.*"\ndependencies = ["demo"]');
		assert.ok(!names(await contextOf({ package: { name: 'demo', project } })).includes('pyyaml 6.0'));
	});

	const pins: readonly (readonly [title: string, requirement: string, beta: string, warnings: readonly string[]])[] = [
		['stand at what the project pins, where the package allows it', 'beta==1.0', 'beta 1.0 pin', []],
		['stand at the best of what both allow', 'beta>1.0', 'beta 1.5 specifier', []],
		[
			'stand at what the package allows where the project asks for something else',
			'beta==2.0',
			'beta 1.5 specifier',
			['The project requires beta ==2.0, and demo 2.0 beta<2,>=1: shown is 1.5'],
		],
	];
	for (const [title, requirement, expected, warnings] of pins) {
		it(title, async () => {
			const project = projectOf(`[project]\ndependencies = ["demo", "${requirement}"]`);
			const context = await contextOf({ package: { name: 'demo', project } });
			const [first] = context.dependencies;
			assert.equal(first && `${first.name} ${first.version} ${first.resolvedFrom}`, expected);
			assert.deepEqual(first?.why.slice(1, 2), ['the project requires it itself']);
			assert.deepEqual(context.warnings, warnings);
		});
	}

	it('that fail are told apart, and hide no other', async () => {
		const unreachable = new NetworkError('unreachable', 'No way to index.test');
		const context = await contextOf(
			{},
			{ ...packages, gamma: { '1.0': unreachable }, beta: { '2.0': {} }, pyyaml: { '6.0': new Error('a bug') } },
		);
		assert.deepEqual(names(context), ['alpha 1.0']);
		assert.deepEqual(
			context.failures.map(({ identifier, error }) => `${identifier}: ${error.code}`),
			['gamma: unreachable', 'pyyaml: internal_error', 'beta: version_not_found'],
		);
		assert.ok(context.failures[2]?.error instanceof VersionNotFoundError);
	});

	it('that the index does not know fail alone', async () => {
		const { gamma: _, ...others } = packages;
		const context = await contextOf({}, others);
		assert.ok(context.failures[0]?.error instanceof PackageNotFoundError);
		assert.equal(context.dependencies.length, 3);
	});

	it('without a description are no success', async () => {
		const context = await contextOf({}, { ...packages, gamma: { '1.0': { summary: 'A stub' } }, beta: { '1.5': { onlyListed: true } } });
		assert.deepEqual(names(context), ['pyyaml 6.0', 'alpha 1.0']);
		assert.deepEqual(context.omitted, [
			{ name: 'gamma', reason: 'it has no description' },
			{ name: 'beta', reason: 'the index offers no metadata of it' },
		]);
	});

	it('are asked for in the background', async () => {
		const index = indexOf(packages);
		await docsContext(index, { package: { name: 'demo' }, ...wide }, { refresh: true });
		const asked = [...index.asked, ...index.askedMetadata];
		for (const one of asked) {
			const isPrimary = 'name' in one ? one.name === 'demo' : one.release.startsWith('demo ');
			assert.deepEqual(one.options, isPrimary ? { refresh: true } : { refresh: true, priority: 'background' });
		}
		assert.equal(asked.length, 10);
	});
});

describe('a context that is asked for', () => {
	it('rejects when its package fails', async () => {
		await assert.rejects(contextOf({ package: { name: 'nope' } }), PackageNotFoundError);
		await assert.rejects(contextOf({ package: { name: 'demo', constraint: '>9' } }), VersionNotFoundError);
		await assert.rejects(contextOf({}, { demo: { '1.0': new NetworkError('timeout', 'Too slow') } }), NetworkError);
	});

	it('rejects when it is cancelled while dependencies are under way', async () => {
		const cancelling = new AbortController();
		const onProgress = () => cancelling.abort();
		await assert.rejects(contextOf({}, packages, { signal: cancelling.signal, onProgress }), CancelledError);
	});

	it('tells how far it is', async () => {
		const told: string[] = [];
		await contextOf(
			{},
			{ ...packages, gamma: { '1.0': new NetworkError('timeout', 'Too slow') } },
			{ onProgress: (...args) => told.push(args.join(' ')) },
		);
		assert.deepEqual([told[0], told.length], ['1 5 Read demo', 5]);
		assert.ok(told.at(-1)?.startsWith('5 5 '));
		assert.ok(told.some((line) => line.endsWith(' Could not read gamma')));
	});

	it('says that it is stale, and how old', async () => {
		const index = indexOf(packages);
		const staleBecause = new NetworkError('unreachable', 'No way');
		index.set('demo', answer(projectReleases('demo', ['2.0']), { fetchedAt: 5, staleBecause }));
		const { primary, dependencies } = await docsContext(index, { package: { name: 'demo' }, ...wide });
		assert.deepEqual([primary.stale, primary.fetchedAt, dependencies[0]?.stale], [true, 5, false]);
	});
});

describe('the budgets of a context', () => {
	const long = (name: string) =>
		`# ${name}\n\n${Array.from({ length: 50 }, (_, i) => `## Part ${i}\n\n${`The text of part ${i} of ${name}. `.repeat(10)}`).join('\n\n')}`;
	const many: Packages = Object.fromEntries([
		['demo', { '1.0': { description: long('demo'), requiresDist: Array.from({ length: 12 }, (_, i) => `dep${i}`) } }],
		...Array.from(
			{ length: 12 },
			(_, i) => [`dep${i}`, { '1.0': { description: long(`dep${i}`), summary: 'word '.repeat(500) } }] as const,
		),
	]);

	it('give the larger part to the package, and the same to each dependency', async () => {
		const context = await contextOf({ scope: 'runtime', maxDependencies: 4, maxTokens: 6000 }, many);
		const sizes = context.dependencies.map(({ documentation }) => estimateTokens(documentation));
		assert.equal(sizes.length, 4);
		assert.ok(estimateTokens(context.primary.documentation) > 2700);
		assert.ok(Math.max(...sizes) - Math.min(...sizes) < 100 && Math.min(...sizes) > 250, String(sizes));
		assert.deepEqual(context.truncatedPackages, ['demo', 'dep0', 'dep1', 'dep2', 'dep3']);
		assert.match(context.primary.documentation, /The page ends here/);
	});

	it('leave those out, and say so, for which there is no useful room', async () => {
		const context = await contextOf({ scope: 'runtime', maxDependencies: 12, maxTokens: 2000 }, many);
		assert.ok(context.dependencies.length < 12);
		assert.equal(context.dependencies.length + context.omitted.length, 12);
		assert.deepEqual(new Set(context.omitted.map(({ reason }) => reason)), new Set(['the budget leaves no room for it']));
	});

	it('hold, whatever they are', async () => {
		const index = indexOf(many);
		const shelf = new DocsShelf();
		const options: ContextOptions = { docsOf: (metadata, maxCharacters) => shelf.docsOf(metadata, maxCharacters) };
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					maxTokens: fc.integer({ min: 1000, max: 20_000 }),
					maxCharacters: fc.integer({ min: 1500, max: 60_000 }),
					maxDependencies: fc.integer({ min: 0, max: 20 }),
					scope: fc.constantFrom('smart' as const, 'runtime' as const),
				}),
				async (change) => {
					const context = await docsContext(index, { package: { name: 'demo' }, ...wide, ...change }, options);
					const all = [context.primary, ...context.dependencies];
					const texts = all.flatMap(({ documentation, summary, why, name, version }) => [
						documentation,
						summary ?? '',
						...why,
						name,
						version,
					]);
					assert.ok(context.tokenEstimate <= change.maxTokens);
					assert.ok(texts.reduce((sum, text) => sum + text.length, 0) <= change.maxCharacters);
					assert.ok(context.tokenEstimate >= all.reduce((sum, { documentation }) => sum + estimateTokens(documentation), 0));
					assert.ok(context.dependencies.length <= change.maxDependencies);
					for (const one of all) assert.ok(one.documentation !== '');
				},
			),
			{ numRuns: 30 },
		);
	}).timeout(60_000);
});
