import type { Millis } from '../platform.ts';
import { type EntryHeader, peekHeader } from './disk-entry.ts';
import { type CacheFiles, type EntryFile, isMissing } from './disk-space.ts';

/** What is cached of one package. */
export interface CachedPackage {
	readonly name: string;
	readonly entries: number;
	readonly bytes: number;
	/** Wall clock, ms since the epoch. */
	readonly fetchedAt: Millis;
}

/** Longer than any header: validators of a thousand characters each, which UTF-8 and JSON make twice as long, and the longest name. */
const headerBytes = 8192;

/** The packages that `entries` belong to, in their order, at most `maxPackages`. */
export async function listPackages(
	files: CacheFiles,
	entries: readonly EntryFile[],
	maxPackages: number,
): Promise<readonly CachedPackage[]> {
	const packages = new Map<string, CachedPackage>();
	for (const entry of entries) {
		if (packages.size >= maxPackages) break;
		const header = await readHeader(files, entry.path);
		if (header === undefined) continue;
		const known = packages.get(header.packageName);
		packages.set(header.packageName, {
			name: header.packageName,
			entries: (known?.entries ?? 0) + 1,
			bytes: (known?.bytes ?? 0) + entry.bytes,
			fetchedAt: Math.max(known?.fetchedAt ?? 0, header.fetchedAt),
		});
	}
	return [...packages.values()];
}

/** Undefined when the entry went meanwhile, or is none. */
async function readHeader(files: CacheFiles, path: string): Promise<EntryHeader | undefined> {
	try {
		const handle = await files.open(path, 'r');
		try {
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
			return peekHeader(buffer.toString('utf8', 0, bytesRead));
		} finally {
			await handle.close();
		}
	} catch (error) {
		if (isMissing(error)) return undefined;
		throw error;
	}
}
