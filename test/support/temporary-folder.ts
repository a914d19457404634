import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder. Remove it with `removeFolder`. */
export function temporaryFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), 'autodocs-test-'));
}

/** Once more where a file came into it meanwhile: a client that is closed waits two seconds for its disk, which a busy machine may exceed. */
export function removeFolder(folder: string): Promise<void> {
	return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
