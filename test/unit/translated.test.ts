import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { environmentSettings, readConfiguration } from '../../src/core/config.ts';
import { errorPage } from '../../src/core/docs/error-page.ts';
import { packageDocs } from '../../src/core/docs/package-docs.ts';
import { previewPage } from '../../src/core/docs/preview-page.ts';
import { type AutoDocsError, NetworkError, toAutoDocsError } from '../../src/core/errors.ts';
import { statusOf } from '../../src/core/health/status.ts';
import type { PackageCounts } from '../../src/core/health/status-words.ts';
import { whyNoneMatches } from '../../src/core/index/no-match.ts';
import { createPackageIndex } from '../../src/core/index/package-index-client.ts';
import * as failures from '../../src/core/network/failures.ts';
import { fromFetch } from '../../src/core/network/fetch-failure.ts';
import { checkOrigin, redirectTarget } from '../../src/core/network/origin-guard.ts';
import { parseMarker } from '../../src/core/packaging/marker.ts';
import { parseRequirement } from '../../src/core/packaging/requirement.ts';
import { parseSpecifierSet } from '../../src/core/packaging/specifier.ts';
import { parseVersion } from '../../src/core/packaging/version.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { answer, projectReleases, release } from '../support/known-index.ts';
import { metadataWith } from '../support/metadata.ts';
import { assertTranslated, pseudoLanguage, untranslated } from '../support/pseudo-language.ts';
import { fetchFailure } from '../support/simulated-platform.ts';
import { wellFacts } from '../support/status-facts.ts';

const asked = { label: '⟦the releases⟧', packageName: 'numpy', url: new URL('https://index.test/simple/numpy/') };

/** What a call throws. */
function thrownBy(call: () => unknown): AutoDocsError {
	try {
		call();
	} catch (thrown) {
		return toAutoDocsError(thrown);
	}
	throw new Error('It should have thrown');
}

describe('in another language', () => {
	before(() => l10n.config({ contents: pseudoLanguage }));
	after(() => l10n.config({ contents: {} }));

	const isTranslated = (text: string, ...data: readonly string[]) => assertTranslated(text, ['numpy', 'index.test', ...data]);
	const areTranslated = ({ message, suggestions }: AutoDocsError, ...data: readonly string[]) => {
		for (const text of [message, ...suggestions]) isTranslated(text, ...data);
	};

	it('is what the network says', () => {
		const reason = '⟦a reason⟧';
		for (const error of [
			failures.unreachable(asked, reason),
			failures.exhausted(asked, reason),
			failures.timedOut(asked, reason),
			failures.offlineFailure(asked),
			failures.refusedDestination(asked, reason, asked.url),
			failures.badResponse(asked, reason),
			failures.captivePortal(asked),
			failures.tooLarge(asked, 1),
			failures.rateLimited(asked, undefined),
			failures.rateLimited({ ...asked, redirectedTo: new URL('https://other.test') }, 1000),
			failures.circuitOpen(asked, 1000, failures.offlineFailure(asked)),
			failures.proxyAuthentication(asked),
			failures.closing(),
			...(['trust', 'clock', 'url'] as const).map((remedy) => failures.tlsFailure(asked, reason, remedy)),
			...[400, 401, 429, 500].map((status) => failures.fromStatus(asked, status, undefined)),
			thrownBy(() => checkOrigin(asked, [])),
			thrownBy(() => redirectTarget(asked, asked.url, 'http://other.test')),
			thrownBy(() => redirectTarget(asked, asked.url, null)),
		])
			areTranslated(error);
	});

	it('is what goes wrong with a connection', () => {
		const codes = [
			'ENOTFOUND',
			'ECONNREFUSED',
			'ENETUNREACH',
			'ECONNRESET',
			'ETIMEDOUT',
			'CERT_HAS_EXPIRED',
			'EMFILE',
			'Z_DATA_ERROR',
			'EWEIRD',
		];
		for (const code of codes)
			for (const phase of ['headers', 'body'] as const) areTranslated(fromFetch(asked, fetchFailure(code), phase), code);
	});

	it('is what an index does not have', async () => {
		const index = createPackageIndex('https://index.test/simple', {
			get: ({ notFound }) => Promise.reject(notFound()),
			peek: () => undefined,
		});
		for (const name of ['nunpy', 'json']) {
			const error = toAutoDocsError(await index.releases(name).catch((thrown: unknown) => thrown));
			areTranslated(error, name);
		}
		const one = parseSpecifierSet('>1');
		for (const releases of [[], [release('1')], [release('1', { yanked: true })], [release('2', { yanked: true }), release('1')]])
			isTranslated(whyNoneMatches('numpy', one, releases));
	});

	for (const text of [
		'',
		'a b',
		'a>1 2',
		'a^1',
		'a~=1',
		'a>1.*',
		'a==',
		'a[b',
		'a[b c]',
		'a (>1',
		'a @ ',
		'https://x.test/y',
		'a;',
		'a; x',
		'a; "',
		'a=1',
	]) {
		it(`is what is wrong with the requirement ${JSON.stringify(text)}`, () => {
			const words = text.match(/\w+/g) ?? [];
			const error = thrownBy(() => parseRequirement(text));
			isTranslated(error.message, ...words);
		});
	}

	it('is what is wrong with a marker or a version', () => {
		areTranslated(thrownBy(() => parseMarker('os_name ~= "a"').evaluate({ os_name: '' } as never)));
		areTranslated(thrownBy(() => parseVersion('one')));
	});

	for (const text of ['a = "x', 'a =', '[a', 'a', 'a = [', 'a = 1\na = 2', 'a = x', 'a = "\\q"', 'a = { b = 1', '\r']) {
		it(`is what is no TOML: ${JSON.stringify(text)}`, () => {
			const error = parsePyproject(text, '/p/pyproject.toml').syntaxError?.error;
			assert.ok(error !== undefined);
			isTranslated(error.message);
		});
	}

	for (const text of [
		'project = 1',
		'project.name = 1',
		'project.dynamic = [1]',
		'project = { name = "x", dynamic = ["name"] }',
		'project.dependencies = 1',
		'project.dependencies = [1]',
		'dependency-groups.a = [1]',
		'dependency-groups.a = [{ include-group = "a" }]',
		'dependency-groups.a = [{ include-group = "b" }]',
		'dependency-groups = { a = [{ include-group = "b" }], b = [{ include-group = "a" }] }',
		'tool.poetry.dependencies = 1',
		'project.requires-python = "x"',
	]) {
		it(`is what is wrong with a project: ${text}`, () => {
			const problems = parsePyproject(text, '/p/pyproject.toml').project?.problems ?? [];
			assert.ok(problems.length > 0);
			const names = ['project.name', 'project.dynamic', 'project.requires-python', 'requires-python', 'project', 'poetry'];
			for (const { message } of problems) isTranslated(message, ...names);
		});
	}

	it('is what is wrong with a setting', () => {
		const set = {
			AUTODOCS_INDEX_URL: 'ftp://x',
			AUTODOCS_OFFLINE: '7',
			AUTODOCS_LOG_LEVEL: 'x',
			AUTODOCS_REQUEST_TIMEOUT: '6',
			AUTODOCS_MAX_CONCURRENT: '200',
		};
		const { problems } = readConfiguration(environmentSettings(set), 1);
		assert.equal(problems.length, 5);
		for (const { message } of problems) isTranslated(message, ...Object.keys(set));
		const group = readConfiguration((key) => (key === 'docs.images' ? { value: 1, from: 'x', inPlaceOf: 'docs' } : undefined), 4);
		for (const { message } of group.problems) isTranslated(message);
	});

	it('is how things are', () => {
		const counts = (change: Partial<PackageCounts>) => ({ ...wellFacts, packages: { ...wellFacts.packages, ...change } });
		for (const facts of [
			wellFacts,
			counts({ total: 0 }),
			counts({ total: 1 }),
			counts({ pending: 1 }),
			counts({ failed: 1 }),
			counts({ stale: 1 }),
			{ ...wellFacts, index: '' },
			{ ...wellFacts, offline: true },
			{ ...wellFacts, nextTryAt: 0 },
			{ ...wellFacts, nextTryAt: 0, breaker: 'open' as const },
			{ ...wellFacts, problems: 1 },
			{ ...wellFacts, problems: 2 },
			{ ...wellFacts, settings: ['⟦mend it⟧'] },
		]) {
			const { text, detail } = statusOf(facts);
			isTranslated(detail);
			assert.deepEqual(untranslated(text), []);
		}
	});

	it('is a page about a release, or about what failed', () => {
		const metadata = metadataWith({
			name: 'numpy',
			licence: 'MIT',
			yanked: { reason: '' },
			vulnerabilities: [{ id: 'X-1', aliases: [], summary: null, fixedIn: [], severity: null, link: null }],
		});
		const docs = packageDocs(metadata, 50_000);
		const page = previewPage({
			docs,
			metadata: { ...answer(metadata), staleBecause: new NetworkError('timeout', '⟦too long⟧') },
			releases: answer({ ...projectReleases('numpy', [release('1.0', { uploadedAt: 0 }), '0.9']), status: 'archived', statusReason: '' }),
			cutOff: undefined,
			index: 'index.test',
			users: [{ project: 'shop', resolvedFrom: 'pin' }],
			findings: [],
			pageOf: (version) => version,
			isOffline: false,
			now: Date.UTC(2026, 0, 1),
		});
		isTranslated(page, 'shop', 'pin', 'Python', 'MIT', docs.name, docs.summary ?? '-');
		isTranslated(errorPage(failures.offlineFailure(asked), '../'), '../errors/unreachable.md', 'unreachable');
	});
});
