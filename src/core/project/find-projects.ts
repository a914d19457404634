import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf, unreadable } from './files.ts';
import { isSkippedFolder } from './skipped-folders.ts';

const deepest = 12;
const most = 2000;

/** The pyproject.toml files at and below a folder, sorted; `path` itself when it is one. Folders that cannot be read hold none. */
export async function findProjects(path: string): Promise<readonly string[]> {
	if (basename(path) === 'pyproject.toml') return [path];
	const found: string[] = [];
	await search(path, 0, found);
	return found.sort();
}

/** Why {@link findProjects} found none, in a sentence. */
export async function whyNoProjects(path: string): Promise<string> {
	try {
		if (!(await stat(path)).isDirectory()) return `${path} is neither a folder nor a pyproject.toml.`;
		await access(path, constants.R_OK);
		return `There is no pyproject.toml in ${path}.`;
	} catch (thrown) {
		return unreadable(path, codeOf(thrown), thrown).message;
	}
}

async function search(folder: string, depth: number, found: string[]): Promise<void> {
	if (depth > deepest || found.length >= most) return;
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	for (const entry of entries) {
		if (entry.name === 'pyproject.toml') found.push(join(folder, entry.name));
		// Symbolic links to folders are not followed: they may lead in circles.
		else if (entry.isDirectory() && !isSkippedFolder(entry.name)) await search(join(folder, entry.name), depth + 1, found);
	}
}
