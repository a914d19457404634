import * as nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * Lets Node keep what it compiles of the code that is loaded from now on, so that later starts need not compile it. Returns the folder, which
 * is that of one version of AutoDocs; undefined where Node does not do so: before 22.1, or when it is told not to.
 */
export function keepCompiled(cacheDirectory: string, version: string): string | undefined {
	if (!('enableCompileCache' in nodeModule)) return undefined;
	const folder = join(cacheDirectory, 'compiled', version);
	const { status } = nodeModule.enableCompileCache(folder);
	return status === nodeModule.constants.compileCacheStatus.ENABLED ? folder : undefined;
}

/** Writes what was compiled so far, as the end of the process would: one that is killed keeps nothing. */
export function keepCompiledNow(): void {
	if ('flushCompileCache' in nodeModule) nodeModule.flushCompileCache();
}

/** Removes what other versions than that of `folder` kept. */
export async function dropOtherVersions(folder: string): Promise<void> {
	try {
		// At the end, when there is time.
		const { readdir, rm } = await import('node:fs/promises');
		const versions = await readdir(dirname(folder));
		const others = versions.filter((version) => version !== basename(folder));
		await Promise.all(others.map((version) => rm(join(dirname(folder), version), { recursive: true, force: true })));
	} catch {
		// It takes room until the next end, no more.
	}
}
