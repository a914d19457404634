import { existsSync, mkdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';

/**
 * Lets Node keep what it compiles of the code that is loaded from now on, so that later starts need not compile it. Returns the folder, which
 * is that of one version of AutoDocs; undefined where Node does not do so: before 22.1, or when it is told not to.
 */
export function keepCompiled(cacheDirectory: string, version: string): string | undefined {
	if (!('enableCompileCache' in nodeModule)) return undefined;
	const folder = join(cacheDirectory, 'compiled', version);
	if (!isMade(folder)) return undefined;
	const { status } = nodeModule.enableCompileCache(folder);
	return status === nodeModule.constants.compileCacheStatus.ENABLED ? folder : undefined;
}

/** Whether there is such a folder now. Node would make it itself, but never ends where none can be, as below /proc of Linux. */
function isMade(folder: string): boolean {
	if (existsSync(folder)) return true;
	const parent = dirname(folder);
	if (parent === folder || !isMade(parent)) return false;
	try {
		mkdirSync(folder);
		return true;
	} catch {
		return existsSync(folder); // Another process may have made it meanwhile.
	}
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
