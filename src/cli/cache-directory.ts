import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The absolute path of the folder for answers: the one that is given, that of AUTODOCS_CACHE_DIR, else where the system keeps caches. */
export function cacheDirectory(flag: string | undefined, environment: NodeJS.ProcessEnv): string {
	const given = flag ?? environment['AUTODOCS_CACHE_DIR'];
	if (given !== undefined && given !== '') return resolve(given);
	if (process.platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'autodocs', 'Cache');
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'autodocs');
	return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'autodocs');
}
