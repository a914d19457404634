import * as l10n from '@vscode/l10n';
import { type AutoDocsError, toAutoDocsError } from '../errors.ts';
import type { CacheStats } from '../network/client.ts';
import type { Answer } from '../network/request.ts';
import type { Millis, Platform } from '../platform.ts';
import { shownBytes } from './panel/format.ts';

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';
export type CheckName = 'cache_system' | 'pypi_connectivity' | 'dependency_parser' | 'memory_usage' | 'disk_space';

export type Check = { readonly status: HealthStatus; readonly message: string; readonly response_time_ms: number };

/** As the tool `health_check` answers. */
export type HealthReport = {
	readonly status: HealthStatus;
	/** ISO 8601, UTC. */
	readonly timestamp: string;
	readonly response_time_seconds: number;
	readonly checks: Readonly<Record<CheckName, Check>>;
	readonly summary: string;
	readonly version: string;
};

/** As the tool `ready_check` answers. */
export type Readiness = { readonly ready: boolean; readonly timestamp: string; readonly reason?: string };

/** What the checks look at. A probe that throws is a failed check, never a failed report. */
export interface HealthProbes {
	readonly cache: () => Promise<Pick<CacheStats, 'disk' | 'entries' | 'bytes' | 'directory'>>;
	/** Asks the index for something small, past the caches. */
	readonly index: (signal: AbortSignal) => Promise<Answer<unknown>>;
	/** The index as it is shown: its host. */
	readonly indexHost: string;
	/** Reads a small pyproject.toml; throws when what it finds is not what is in it. */
	readonly parser: () => void;
	/** Bytes of heap in use, and the most this process may use. */
	readonly memory: () => { readonly used: number; readonly limit: number };
	/** Bytes free on the volume of the cache. */
	readonly disk: () => Promise<{ readonly free: number }>;
	/** How long the index may take, ms. */
	readonly indexTimeoutMs: Millis;
	readonly version: string;
}

const mebibyte = 1024 * 1024;
const tightMemory = 0.75;
const criticalMemory = 0.9;
const tightDiskBytes = 200 * mebibyte;
/** Less than this and nothing can be written. */
const fullDiskBytes = 10 * mebibyte;

type Verdict = readonly [status: HealthStatus, message: string];

/** Runs all five checks at once. Never rejects; takes at most `indexTimeoutMs` longer than the slowest local check. */
export async function health(probes: HealthProbes, platform: Platform): Promise<HealthReport> {
	const startedAt = platform.monotonic();
	const checked = (check: () => Promise<Verdict> | Verdict) => timed(check, platform);
	const [cache, index, parser, memory, disk] = await Promise.all([
		checked(async () => cacheVerdict(await probes.cache())),
		checked(() => indexVerdict(probes, platform)),
		checked(() => parserVerdict(probes)),
		checked(() => memoryVerdict(probes.memory())),
		checked(async () => diskVerdict(await probes.disk())),
	]);
	const checks = { cache_system: cache, pypi_connectivity: index, dependency_parser: parser, memory_usage: memory, disk_space: disk };
	return {
		status: worst(Object.values(checks)),
		timestamp: new Date(platform.now()).toISOString(),
		response_time_seconds: (platform.monotonic() - startedAt) / 1000,
		checks,
		summary: summary(checks),
		version: probes.version,
	};
}

/** Whether operations can be taken: looks at nothing but what is already known. For agents: its reasons stay English. */
export function ready(state: { readonly indexUrl: string; readonly closing: boolean }, now: Millis): Readiness {
	const timestamp = new Date(now).toISOString();
	if (state.closing) return { ready: false, timestamp, reason: 'AutoDocs is closing' };
	if (state.indexUrl === '') return { ready: false, timestamp, reason: 'No package index is set: mend the setting autodocs.index.url' };
	return { ready: true, timestamp };
}

async function timed(check: () => Promise<Verdict> | Verdict, platform: Platform): Promise<Check> {
	const startedAt = platform.monotonic();
	const [status, message] = await attempted(check);
	return { status, message, response_time_ms: platform.monotonic() - startedAt };
}

async function attempted(check: () => Promise<Verdict> | Verdict): Promise<Verdict> {
	try {
		return await check();
	} catch (thrown) {
		return ['unhealthy', toAutoDocsError(thrown).message];
	}
}

function cacheVerdict({ disk, entries, bytes, directory }: Awaited<ReturnType<HealthProbes['cache']>>): Verdict {
	if (disk.state === 'ok') return ['healthy', l10n.t('{0} entries, {1}, in {2}', entries, shownBytes(bytes), directory)];
	return ['degraded', l10n.t('The cache folder {0} cannot be used ({1}): answers are kept in memory only', directory, disk.reason)];
}

async function indexVerdict({ index, indexHost, indexTimeoutMs }: HealthProbes, platform: Platform): Promise<Verdict> {
	const patience = new AbortController();
	const stop = platform.after(indexTimeoutMs, () => patience.abort());
	try {
		const { staleBecause } = await index(patience.signal);
		if (staleBecause === undefined) return ['healthy', l10n.t('{0} answers', indexHost)];
		return ['degraded', l10n.t('{0} What is cached is shown.', staleBecause.message)];
	} catch (thrown) {
		if (patience.signal.aborted) return ['unhealthy', l10n.t('{0} did not answer within {1} s', indexHost, indexTimeoutMs / 1000)];
		return connectivityOf(toAutoDocsError(thrown), indexHost);
	} finally {
		stop();
	}
}

/** An index that says "not found" is there. */
function connectivityOf(error: AutoDocsError, indexHost: string): Verdict {
	return error.code === 'package_not_found' ? ['healthy', l10n.t('{0} answers', indexHost)] : ['unhealthy', error.message];
}

function parserVerdict({ parser }: HealthProbes): Verdict {
	parser();
	return ['healthy', l10n.t('Projects can be read')];
}

function memoryVerdict({ used, limit }: { readonly used: number; readonly limit: number }): Verdict {
	const share = used / limit;
	const message = l10n.t("{0} of {1} of this process's heap in use ({2} %)", shownBytes(used), shownBytes(limit), Math.round(share * 100));
	return [share >= criticalMemory ? 'unhealthy' : share >= tightMemory ? 'degraded' : 'healthy', message];
}

function diskVerdict({ free }: { readonly free: number }): Verdict {
	const message = l10n.t('{0} free where the cache is', shownBytes(free));
	return [free < fullDiskBytes ? 'unhealthy' : free < tightDiskBytes ? 'degraded' : 'healthy', message];
}

function worst(checks: readonly Check[]): HealthStatus {
	const has = (status: HealthStatus) => checks.some((check) => check.status === status);
	return has('unhealthy') ? 'unhealthy' : has('degraded') ? 'degraded' : 'healthy';
}

/** For agents, as the names of the checks are. */
function summary(checks: HealthReport['checks']): string {
	const troubled = Object.entries(checks).filter(([, { status }]) => status !== 'healthy');
	if (troubled.length === 0) return 'All checks passed';
	return troubled.map(([name, { status, message }]) => `${name} is ${status}: ${message}`).join('\n');
}
