import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { getHeapStatistics } from 'node:v8';

/** Bytes of heap in use, and the most that V8 gives this process. */
export function heapUse(): { readonly used: number; readonly limit: number } {
	const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
	return { used, limit };
}

/** Bytes that this user may still write to the volume of `folder`, which need not exist yet. Rejects with the system's error. */
export async function freeSpace(folder: string): Promise<{ readonly free: number }> {
	try {
		const { bavail, bsize } = await statfs(folder);
		return { free: bavail * bsize };
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		if (!isMissing || dirname(folder) === folder) throw error;
		return await freeSpace(dirname(folder));
	}
}
