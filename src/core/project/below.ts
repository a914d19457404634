import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder, or in it. Both absolute, without links. */
export function isBelow(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
