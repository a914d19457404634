import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readConfiguration } from '../../../src/core/config.ts';
import { NetworkError } from '../../../src/core/errors.ts';
import type { HealthReport } from '../../../src/core/health/health.ts';
import { diagnostics } from '../../../src/core/health/panel/diagnostics.ts';
import { exportedMetrics } from '../../../src/core/health/panel/export.ts';
import { shownAge, shownBytes, shownCount, shownDuration, shownShare } from '../../../src/core/health/panel/format.ts';
import { type PanelFacts, panelView } from '../../../src/core/health/panel/panel-view.ts';
import { toHost, toPanel } from '../../../src/core/health/panel/view.ts';
import { Metrics } from '../../../src/core/network/metrics.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';
import { wellFacts } from '../../support/status-facts.ts';

const refused = new NetworkError('unreachable', 'https://me:secret@index.test refused, see /home/ann/x and C:\\Users\\Ann B\\y');
const check = { status: 'healthy', message: 'well', response_time_ms: 1 } as const;
const report: HealthReport = {
	status: 'healthy',
	timestamp: '2026-01-01T00:00:00.000Z',
	response_time_seconds: 0,
	checks: { cache_system: check, pypi_connectivity: check, dependency_parser: check, memory_usage: check, disk_space: check },
	summary: '',
	version: '1.2.3',
};
const set = new Map<string, unknown>([
	['index.url', 'https://me:secret@index.test/simple'],
	['network.deadlineSeconds', 0],
]);
const facts: PanelFacts = {
	version: '1.2.3',
	status: wellFacts,
	report,
	isChecking: false,
	origins: [
		{
			origin: 'https://index.test',
			breaker: { state: 'open', since: 1, probeAt: 2, cause: refused },
			pausedUntil: undefined,
			lastError: refused,
			inFlight: 1,
			waiting: 3,
			p50Ms: 10,
			p95Ms: undefined,
		},
	],
	configuration: readConfiguration((key) => (set.has(key) ? { value: set.get(key), from: 'user settings' } : undefined), 4),
	metrics: new Metrics(new SimulatedPlatform()).snapshot(0),
	activity: {
		samples: [{ at: 5, requests: 1, errors: 0, p50Ms: 1, p95Ms: 2, p99Ms: 3 }],
		operations: [
			{
				id: 1,
				kind: 'releases',
				packageName: 'flask',
				startedAt: 0,
				tookMs: 9,
				attempts: [{ at: 0, tookMs: 9, code: undefined }],
				attemptCount: 1,
				error: { code: 'unreachable', message: refused.message },
			},
		],
	},
	cache: undefined,
};

describe('the view of the panel', () => {
	it('is sent whole: what arrives is what was sent, and follows the schema', () => {
		const view = panelView(facts);
		assert.deepEqual(toPanel.parse(JSON.parse(JSON.stringify({ type: 'view', view }))), { type: 'view', view });
	});

	it('says first how things are, with what helps', () => {
		assert.deepEqual(panelView(facts).status, {
			kind: 'healthy',
			detail: 'All 2 packages answered; nothing to do.',
			actions: [{ command: 'refresh', label: 'Refresh' }],
		});
	});

	it('does not say that all is well when a check does not', () => {
		const disk_space = { ...check, status: 'degraded', message: '12 MB free' } as const;
		const { status } = panelView({ ...facts, report: { ...report, checks: { ...report.checks, disk_space } } });
		assert.deepEqual(status, {
			kind: 'degraded',
			detail: 'Disk space: 12 MB free',
			actions: [{ command: 'clearCache', label: 'Clear cache' }],
		});
	});

	for (const [what, change, first] of [
		['no index is set', { index: '', settings: ['mend it'] }, 'openSettings'],
		['it is offline', { offline: true }, 'openSettings'],
		['the index fails', { breaker: 'open' }, 'retryFailed'],
		['there are problems', { problems: 2 }, 'showProblems'],
		['a setting is wrong', { settings: ['mend it'] }, 'openSettings'],
	] as const) {
		it(`offers ${first} when ${what}`, () => {
			assert.equal(panelView({ ...facts, status: { ...facts.status, ...change } }).status.actions[0]?.command, first);
		});
	}

	it('offers no retry of the index to who is offline by the setting', () => {
		const pypi_connectivity = { ...check, status: 'unhealthy', message: 'offline mode is on' } as const;
		const troubled = { ...facts, report: { ...report, checks: { ...report.checks, pypi_connectivity } } };
		const offered = (offline: boolean) =>
			panelView({ ...troubled, status: { ...facts.status, offline } }).health?.checks[0]?.action.command;
		assert.equal(offered(true), 'openSettings');
		assert.equal(offered(false), 'retryFailed');
	});

	it('names each setting with what set it, those first, without passwords, and what was rejected', () => {
		const { settings, rejected } = panelView(facts);
		assert.deepEqual(settings[0], { key: 'index.url', value: 'https://***@index.test/simple', from: 'user settings' });
		assert.deepEqual(
			settings.find(({ key }) => key === 'network.deadlineSeconds'),
			{ key: 'network.deadlineSeconds', value: '30', from: 'default' },
		);
		assert.match(rejected.join(), /deadlineSeconds is 0, but must be/);
	});

	it('shows an origin with its next try, and what is not known as null', () => {
		const [origin] = panelView(facts).origins;
		assert.equal(origin?.probeAt, 2);
		assert.equal(origin?.p95Ms, null);
		assert.equal(origin?.waiting, 3);
	});
});

describe('the diagnostics', () => {
	it('hold no credentials and no name of a home folder', () => {
		const text = diagnostics(panelView(facts), '/data/people/ann');
		assert.doesNotMatch(text, /secret|ann\b/i);
		assert.match(text, /see ~\/x and ~\\y/);
		assert.match(text, /index\.url = https:\/\//);
	});

	it('take any home folder out, whatever is around it', () => {
		const folder = fc.constantFrom('/home/', '/Users/', 'C:\\Users\\', 'd:/Users/');
		const name = fc.stringMatching(/^[a-z]{3,10}zq$/);
		fc.assert(
			fc.property(folder, name, fc.constantFrom('', ' ', '"', '(', 'in '), (root, user, before) => {
				const view = panelView({
					...facts,
					configuration: { ...facts.configuration, problems: [problem(`${before}${root}${user}/cache`)] },
				});
				assert.ok(!diagnostics(view, '/').includes(user));
			}),
		);
	});

	it('take this user’s home folder out wherever it is', () => {
		const view = panelView({ ...facts, configuration: { ...facts.configuration, problems: [problem('in /data/people/ann/cache')] } });
		assert.match(diagnostics(view, '/data/people/ann'), /in ~\/cache/);
	});

	it('show what servers said as text, not as markup', () => {
		const view = panelView({ ...facts, configuration: { ...facts.configuration, problems: [problem('[x](http://y)\n# Title `a`')] } });
		assert.ok(diagnostics(view, '').includes("\n- `[x](http://y) # Title 'a'`\n"));
	});
});

function problem(message: string) {
	return { key: 'index.url', from: 'user settings', message } as const;
}

describe('the export', () => {
	it('has the shape and the names of OpenTelemetry', () => {
		const { resourceMetrics } = JSON.parse(exportedMetrics(panelView(facts)));
		const { metrics } = resourceMetrics[0].scopeMetrics[0];
		const active = metrics.find(({ name }: { name: string }) => name === 'http.client.active_requests');
		assert.deepEqual(active.gauge.dataPoints[0].attributes, [{ key: 'server.address', value: { stringValue: 'index.test' } }]);
		assert.equal(active.gauge.dataPoints[0].timeUnixNano, `${facts.metrics.takenAt}000000`);
		for (const { name, unit } of metrics) assert.match(`${name} ${unit}`, /^(autodocs|http\.client)(\.[a-z_]+)+ (s|By|1|\{[a-z]+\})$/);
	});
});

describe('the messages of the panel', () => {
	it('are taken when they are ours', () => {
		assert.ok(toHost.safeParse({ type: 'forget', packageName: 'zope-interface' }).success);
		assert.ok(toHost.safeParse({ type: 'run', command: 'retryFailed' }).success);
		assert.ok(toHost.safeParse({ type: 'help', code: 'tls_error' }).success);
		for (const code of ['../x', 'A', '', 'x'.repeat(41)]) assert.ok(!toHost.safeParse({ type: 'help', code }).success);
	});

	it('are refused when they are anything else', () => {
		const known = new Set(['ready', 'copyDiagnostics', 'export']);
		const arbitrary = fc.oneof(
			fc.anything(),
			fc.record({ type: fc.constantFrom('run', 'forget', 'refresh', 'ready'), command: fc.string(), packageName: fc.string() }),
			fc.record({
				type: fc.constantFrom('forget', 'refresh'),
				packageName: fc.constantFrom('../x', 'A', 'a b', '', '-a', 'a--', 'é', 'a'.repeat(300)),
			}),
			fc.record({
				type: fc.constant('run'),
				command: fc.constantFrom('workbench.action.quit', 'autodocs.refresh', '__proto__', 'toString'),
			}),
		);
		fc.assert(
			fc.property(arbitrary, (message) => {
				const parsed = toHost.safeParse(message);
				assert.ok(!parsed.success || known.has(parsed.data.type), JSON.stringify(message));
			}),
		);
	});
});

describe('figures', () => {
	it('are short and say their unit', () => {
		assert.deepEqual([0, 999, 2100, 21_000, 3_100_000, 210_000_000, 4_300_000_000, 77_290_500_000].map(shownBytes), [
			'0 B',
			'999 B',
			'2.1 kB',
			'21 kB',
			'3.1 MB',
			'210 MB',
			'4.3 GB',
			'77 GB',
		]);
		assert.deepEqual([0.4, 120, 3400, 42_000, 120_000, 7_200_000].map(shownDuration), [
			'0.4 ms',
			'120 ms',
			'3.4 s',
			'42 s',
			'2 min',
			'2.0 h',
		]);
		assert.deepEqual([0, 180_000, 7_200_000, 172_800_000].map(shownAge), ['just now', '3 min ago', '2 h ago', '2 d ago']);
		assert.deepEqual([0, 9999, 10_000, 1_234_567].map(shownCount), ['0', '9999', '10\u202f000', '1\u202f234\u202f567']);
		assert.deepEqual([0, 0.051, 0.5, 1].map(shownShare), ['0 %', '5.1 %', '50 %', '100 %']);
	});
});
