import * as z from 'zod';
import type { CacheStats } from '../../core/network/client.ts';
import { tool } from '../tool.ts';

/** Packages named in one answer, those used last first. */
const mostPackages = 200;

export const getCacheStats = tool({
	name: 'get_cache_stats',
	title: 'Show the cache',
	description: 'For diagnosis: which packages are cached, how much disk that takes, and how often the cache answers. Asks no index.',
	annotations: { readOnlyHint: true, openWorldHint: false },
	input: z.strictObject({}),
	output: z.object({
		cache_stats: z.object({
			total_entries: z.number(),
			total_size_bytes: z.number(),
			cache_dir: z.string(),
			hit_rate: z.number(),
			oldest: z.string().nullable(),
			newest: z.string().nullable(),
		}),
		cached_packages: z.array(z.object({ name: z.string(), entries: z.number(), size_bytes: z.number(), fetched_at: z.string() })),
	}),
	async run({ app }) {
		const stats = await app.engine.client.cacheStats();
		return { answer: statsAnswer(stats), text: statsText(stats) };
	},
});

function statsAnswer(stats: CacheStats) {
	return {
		cache_stats: {
			total_entries: stats.entries,
			total_size_bytes: stats.bytes,
			cache_dir: stats.directory,
			hit_rate: stats.hitRate,
			oldest: time(stats.oldest),
			newest: time(stats.newest),
		},
		cached_packages: stats.packages.slice(0, mostPackages).map(({ name, entries, bytes, fetchedAt }) => ({
			name,
			entries,
			size_bytes: bytes,
			fetched_at: new Date(fetchedAt).toISOString(),
		})),
	};
}

function statsText({ entries, bytes, directory, disk, hitRate, packages }: CacheStats): string {
	const names = packages.slice(0, mostPackages).map(({ name }) => name);
	const rest = packages.length - names.length;
	return [
		`${entries} entries, ${(bytes / 1024 / 1024).toFixed(1)} MB, in ${directory}; ${Math.round(hitRate * 100)} % of all look-ups were answered from the cache.`,
		disk.state === 'ok' ? '' : `The folder cannot be used (${disk.reason}): answers are kept in memory only.`,
		names.length === 0 ? 'No package is cached.' : `Used last: ${names.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`,
	]
		.filter((line) => line !== '')
		.join('\n');
}

function time(at: number | undefined): string | null {
	return at === undefined ? null : new Date(at).toISOString();
}
