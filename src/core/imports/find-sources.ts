import { readdir } from 'node:fs/promises';
import { isSkippedFolder } from '../project/skipped-folders.ts';
import { mostSources } from './first-party.ts';

const deepest = 20;

/** The Python sources at and below a folder, as paths from there with `/`. */
export interface FoundSources {
	readonly all: readonly string[];
	/** Without those of projects further down, sorted. */
	readonly own: readonly string[];
}

/** Links to folders are not followed. Undefined where there are more sources than are looked at. */
export async function findSources(folder: string): Promise<FoundSources | undefined> {
	const all: string[] = [];
	const projects: string[] = [];
	await search(folder, '', 0, { all, projects });
	if (all.length > mostSources) return undefined;
	return { all, own: all.filter((path) => !projects.some((project) => path.startsWith(project))).sort() };
}

/** `projects`: the folders of projects further down, with `/` at the end. */
interface Found {
	readonly all: string[];
	readonly projects: string[];
}

async function search(folder: string, prefix: string, depth: number, found: Found): Promise<void> {
	if (depth > deepest || found.all.length > mostSources) return;
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	for (const entry of entries) {
		const path = `${prefix}${entry.name}`;
		if (entry.isDirectory() && !isSkippedFolder(entry.name)) await search(`${folder}/${entry.name}`, `${path}/`, depth + 1, found);
		else if (entry.name === 'pyproject.toml' && prefix !== '') found.projects.push(prefix);
		else if (entry.isFile() && entry.name.endsWith('.py')) found.all.push(path);
	}
}
