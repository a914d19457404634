import { dirname } from 'node:path';
import { errorCode } from './disk-space.ts';

/**
 * Makes a folder and those above it that are missing. With its own `recursive`, Node never ends where the system says that nothing is there
 * though the folder above is, as Linux does below /proc.
 */
export async function makeFolder(path: string, mkdir: (path: string) => Promise<unknown>): Promise<void> {
	try {
		await mkdir(path);
	} catch (error) {
		const code = errorCode(error);
		if (code === 'EEXIST') return;
		if (code !== 'ENOENT' || dirname(path) === path) throw error;
		await makeFolder(dirname(path), mkdir);
		await mkdir(path).catch(unlessItExists);
	}
}

/** Another process may have made it meanwhile. */
function unlessItExists(error: unknown): void {
	if (errorCode(error) !== 'EEXIST') throw error;
}
