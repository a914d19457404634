import * as l10n from '@vscode/l10n';
import type { Configuration } from '../../config.ts';
import type { CacheStats } from '../../network/client.ts';
import { type Activity, sampleEveryMs } from '../../network/history.ts';
import type { MetricsSnapshot } from '../../network/metrics.ts';
import type { OriginState } from '../../network/origin.ts';
import { withoutCredentials } from '../../redact.ts';
import type { CheckName, HealthReport } from '../health.ts';
import { type StatusFacts, statusOf } from '../status.ts';
import type { PanelCommand, PanelView } from './view.ts';

/** What the panel is made from. */
export interface PanelFacts {
	readonly version: string;
	readonly status: StatusFacts;
	/** Undefined until the first check has ended. */
	readonly report: HealthReport | undefined;
	readonly isChecking: boolean;
	readonly origins: readonly OriginState[];
	readonly configuration: Configuration;
	readonly metrics: MetricsSnapshot;
	readonly activity: Activity;
	/** Undefined until the folder was read. */
	readonly cache: CacheStats | undefined;
}

type Action = PanelView['status']['actions'][number];
type Check = NonNullable<PanelView['health']>['checks'][number];

function action(command: PanelCommand): Action {
	return { command, label: actionLabel(command) };
}

function actionLabel(command: PanelCommand): string {
	switch (command) {
		case 'retryFailed':
			return l10n.t('Retry now');
		case 'refresh':
			return l10n.t('Refresh');
		case 'openSettings':
			return l10n.t('Open settings');
		case 'showLog':
			return l10n.t('Show log');
		case 'clearCache':
			return l10n.t('Clear cache');
		case 'showProblems':
			return l10n.t('Show problems');
		case 'checkHealth':
			return l10n.t('Check again');
	}
}

/** In the order in which they are shown. */
const checkNames: readonly CheckName[] = ['pypi_connectivity', 'cache_system', 'dependency_parser', 'memory_usage', 'disk_space'];

function checkLabel(name: CheckName): string {
	switch (name) {
		case 'pypi_connectivity':
			return l10n.t('Package index');
		case 'cache_system':
			return l10n.t('Cache');
		case 'dependency_parser':
			return l10n.t('Project files');
		case 'memory_usage':
			return l10n.t('Memory');
		case 'disk_space':
			return l10n.t('Disk space');
	}
}

/** What helps when a check says that something is not well. */
const remedies: Readonly<Record<CheckName, PanelCommand>> = {
	pypi_connectivity: 'retryFailed',
	cache_system: 'openSettings',
	dependency_parser: 'showLog',
	memory_usage: 'showLog',
	disk_space: 'clearCache',
};

/** Who is offline by the setting has nothing to retry. */
function remedy(name: CheckName, isOffline: boolean): PanelCommand {
	return isOffline && name === 'pypi_connectivity' ? 'openSettings' : remedies[name];
}

/** The whole panel, without anything that cannot be sent. */
export function panelView(facts: PanelFacts): PanelView {
	const { metrics, activity, report } = facts;
	return {
		takenAt: metrics.takenAt,
		version: facts.version,
		status: statusLine(facts),
		health: report === undefined ? null : { at: Date.parse(report.timestamp), checks: checks(report, facts.status.offline) },
		isChecking: facts.isChecking,
		origins: facts.origins.map(origin),
		settings: settings(facts.configuration),
		rejected: facts.configuration.problems.map(({ message }) => message),
		metrics: counts(metrics),
		sampleEveryMs,
		samples: [...activity.samples],
		operations: activity.operations.map((operation) => ({
			...operation,
			attempts: operation.attempts.map(({ at, tookMs, code }) => ({ at, tookMs, code: code ?? null })),
			error: operation.error ?? null,
		})),
		cache: facts.cache === undefined ? null : cache(facts.cache, facts.configuration),
	};
}

/** The status, unless it says that all is well and a check does not. */
function statusLine({ status: statusFacts, report }: PanelFacts): PanelView['status'] {
	const { kind, detail } = statusOf(statusFacts);
	const isWell = kind === 'healthy' || kind === 'idle';
	const troubled = report === undefined ? undefined : checks(report, statusFacts.offline).find(({ status }) => status !== 'healthy');
	if (isWell && troubled !== undefined)
		return { kind: 'degraded', detail: l10n.t('{0}: {1}', troubled.label, troubled.message), actions: [troubled.action] };
	return { kind, detail, actions: statusActions(statusFacts, kind) };
}

function statusActions({ index, settings: messages }: StatusFacts, kind: PanelView['status']['kind']): Action[] {
	if (index === '' || kind === 'offline') return [action('openSettings')];
	if (kind === 'degraded') return [action('retryFailed'), action('showLog')];
	if (kind === 'problem') return [messages.length > 0 ? action('openSettings') : action('showProblems')];
	return [action('refresh')];
}

function checks({ checks: all }: HealthReport, isOffline: boolean): Check[] {
	return checkNames.map((name) => {
		const { status, message, response_time_ms: tookMs } = all[name];
		return {
			label: checkLabel(name),
			status,
			message,
			tookMs,
			action: action(status === 'healthy' ? 'checkHealth' : remedy(name, isOffline)),
		};
	});
}

function origin({ breaker, pausedUntil, lastError, failingSince: _, p50Ms, p95Ms, ...rest }: OriginState): PanelView['origins'][number] {
	return {
		...rest,
		breaker: breaker.state,
		probeAt: breaker.state === 'open' ? breaker.probeAt : null,
		pausedUntil: pausedUntil ?? null,
		lastError: lastError?.message ?? null,
		p50Ms: p50Ms ?? null,
		p95Ms: p95Ms ?? null,
	};
}

/** Those that something set first. */
function settings({ settings: inForce, setBy }: Configuration): PanelView['settings'] {
	const all = Object.entries(inForce).map(([key, value]) => ({
		key,
		value: withoutCredentials(typeof value === 'string' ? value : JSON.stringify(value)),
		from: setBy.get(key as keyof typeof inForce) ?? 'default',
	}));
	return [...all.filter(({ from }) => from !== 'default'), ...all.filter(({ from }) => from === 'default')];
}

function counts({ times, byKind, cacheHitRate, ...rest }: MetricsSnapshot): PanelView['metrics'] {
	const errors = new Map<string, number>();
	for (const { failuresByCode } of Object.values(byKind)) {
		for (const [code, count] of Object.entries(failuresByCode)) errors.set(code, (errors.get(code) ?? 0) + count);
	}
	return {
		uptimeMs: rest.uptimeMs,
		operations: rest.operations,
		failed: rest.failed,
		stale: rest.stale,
		inFlight: rest.inFlight,
		hitRate: cacheHitRate,
		answers: rest.answers,
		attempts: rest.attempts,
		retries: rest.retries,
		troubled: rest.troubled,
		recovered: rest.recovered,
		bytesReceived: rest.bytesReceived,
		bytesSaved: rest.bytesSaved,
		connections: rest.connections,
		p50Ms: times.p50Ms,
		p95Ms: times.p95Ms,
		p99Ms: times.p99Ms,
		errors: [...errors].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count),
	};
}

function cache({ directory, entries, bytes, packages }: CacheStats, { settings: inForce }: Configuration): NonNullable<PanelView['cache']> {
	return { directory, entries, bytes, maxBytes: inForce['cache.maxMegabytes'] * 1024 * 1024, packages: [...packages] };
}
