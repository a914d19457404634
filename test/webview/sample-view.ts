import type { PanelView } from '../../src/core/health/panel/view.ts';

const now = Date.UTC(2026, 0, 1, 12);
const healthy = { status: 'healthy', tookMs: 3, action: { command: 'checkHealth', label: 'Check again' } } as const;

/** A panel after some minutes of work, in which little went wrong. */
export const healthyView: PanelView = {
	takenAt: now,
	version: '0.1.0',
	status: { kind: 'healthy', detail: 'All 42 packages answered; nothing to do.', actions: [{ command: 'refresh', label: 'Refresh' }] },
	health: {
		at: now,
		checks: [
			{ ...healthy, label: 'Package index', message: 'index.test answers', tookMs: 120 },
			{ ...healthy, label: 'Cache', message: '84 entries, 3.1 MB, in ~/.cache/autodocs' },
			{ ...healthy, label: 'Project files', message: 'Projects can be read' },
			{ ...healthy, label: 'Memory', message: '60 MB of 4.1 GB of this process’s heap in use (1 %)' },
			{ ...healthy, label: 'Disk space', message: '12 GB free where the cache is' },
		],
	},
	isChecking: false,
	origins: [
		{
			origin: 'https://index.test',
			breaker: 'closed',
			probeAt: null,
			pausedUntil: null,
			lastError: null,
			inFlight: 2,
			waiting: 0,
			p50Ms: 52,
			p95Ms: 180,
		},
	],
	settings: [
		{ key: 'index.url', value: 'https://index.test/simple', from: 'user settings' },
		{ key: 'offline', value: 'false', from: 'default' },
		{ key: 'network.deadlineSeconds', value: '30', from: 'default' },
	],
	rejected: [],
	metrics: {
		uptimeMs: 900_000,
		operations: 420,
		failed: 3,
		stale: 2,
		inFlight: 2,
		hitRate: 0.71,
		answers: { memory: 250, disk: 48, network: 110, notModified: 31, absent: 2 },
		attempts: 131,
		retries: 9,
		troubled: 8,
		recovered: 6,
		bytesReceived: 4_200_000,
		bytesSaved: 18_000_000,
		connections: 12,
		p50Ms: 61,
		p95Ms: 420,
		p99Ms: 1900,
		errors: [{ code: 'server_error', count: 3 }],
	},
	sampleEveryMs: 5000,
	samples: Array.from({ length: 90 }, (_, i) => ({
		at: now - (90 - i) * 10_000,
		requests: 4 + ((i * 7) % 11),
		errors: i % 13 === 0 ? 2 : 0,
		p50Ms: 50 + ((i * 5) % 20),
		p95Ms: 150 + ((i * 31) % 90),
		p99Ms: 300 + ((i * 53) % 400),
	})),
	operations: Array.from({ length: 60 }, (_, i) => operationOf(60 - i)),
	cache: {
		directory: '~/.cache/autodocs',
		entries: 84,
		bytes: 3_100_000,
		maxBytes: 209_715_200,
		packages: ['flask', 'numpy', 'requests', 'rich'].map((name, i) => ({
			name,
			entries: 2,
			bytes: 21_000 * (i + 1),
			fetchedAt: now - i * 7e6,
		})),
	},
};

/** An index that does not answer, and settings that are wrong. */
export const degradedView: PanelView = {
	...healthyView,
	status: {
		kind: 'degraded',
		detail: 'index.test does not answer as it should: index.test could not be reached (connection refused). Next try at 14:05:10.',
		actions: [
			{ command: 'retryFailed', label: 'Retry now' },
			{ command: 'showLog', label: 'Show log' },
		],
	},
	health: {
		at: now,
		checks: [
			{
				label: 'Package index',
				status: 'unhealthy',
				message: 'index.test could not be reached (connection refused)',
				tookMs: 5000,
				action: { command: 'retryFailed', label: 'Retry now' },
			},
			...(healthyView.health?.checks.slice(1) ?? []),
		],
	},
	origins: healthyView.origins.map((origin) => ({
		...origin,
		breaker: 'open' as const,
		probeAt: now + 40_000,
		lastError: 'index.test could not be reached (connection refused)',
	})),
	rejected: ['autodocs.network.deadlineSeconds is 0, but must be a whole number from 5 to 300. 30 is used instead.'],
};

export const emptyView: PanelView = {
	...healthyView,
	status: { kind: 'idle', detail: 'No requirements to look up.', actions: [{ command: 'refresh', label: 'Refresh' }] },
	health: null,
	isChecking: true,
	origins: [],
	settings: healthyView.settings.map((setting) => ({ ...setting, from: 'default' })),
	metrics: {
		...healthyView.metrics,
		...{ operations: 0, failed: 0, stale: 0, hitRate: 0, attempts: 0, retries: 0, troubled: 0, recovered: 0 },
		...{ bytesReceived: 0, bytesSaved: 0, connections: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, errors: [] },
		answers: { memory: 0, disk: 0, network: 0, notModified: 0, absent: 0 },
	},
	samples: [],
	operations: [],
	cache: null,
};

const hostile = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>\u202e'.padEnd(400, 'W');

/** The same with text that wants to be more than text, and does not break anywhere. */
export const hostileView: PanelView = {
	...degradedView,
	status: { ...degradedView.status, detail: hostile },
	health: { at: now, checks: (degradedView.health?.checks ?? []).map((check) => ({ ...check, message: hostile })) },
	origins: degradedView.origins.map((origin) => ({ ...origin, origin: hostile, lastError: hostile })),
	settings: [{ key: hostile, value: hostile, from: hostile }],
	rejected: [hostile],
	metrics: { ...degradedView.metrics, errors: [{ code: hostile, count: 1 }] },
	operations: [{ ...operationOf(1), packageName: hostile, kind: hostile, error: { code: hostile, message: hostile } }],
	cache: {
		directory: hostile,
		entries: 1,
		bytes: 1,
		maxBytes: 1,
		packages: [{ name: hostile, entries: 1, bytes: 1, fetchedAt: 0 }],
	},
};

/** As so many requirements leave it. */
export function hugeView(packages: number, latest: number): PanelView {
	const names = Array.from({ length: packages }, (_, i) => `package-${i}`);
	return {
		...healthyView,
		operations: Array.from({ length: 200 }, (_, i) => operationOf(latest - i)),
		cache: {
			directory: '~',
			entries: packages,
			bytes: 1e8,
			maxBytes: 2e8,
			packages: names.map((name) => ({ name, entries: 1, bytes: latest, fetchedAt: now })),
		},
	};
}

function operationOf(id: number): PanelView['operations'][number] {
	const isFailed = id % 9 === 0;
	const first = { at: 2, tookMs: 80, code: id % 4 === 0 || isFailed ? 'server_error' : null };
	const second = { at: 300, tookMs: 60, code: isFailed ? 'timeout' : null };
	const attempts = first.code === null ? [first] : [first, second];
	return {
		id,
		kind: id % 3 === 0 ? 'metadata' : 'releases',
		packageName: `package-${id}`,
		startedAt: now - (999 - (id % 1000)) * 3000,
		tookMs: first.code === null ? 84 : 362,
		attempts,
		attemptCount: attempts.length,
		error: isFailed
			? { code: 'timeout', message: `The releases of package-${id} could not be looked up: no answer came within 60 ms` }
			: null,
	};
}
