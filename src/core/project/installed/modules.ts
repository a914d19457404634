import { join } from 'node:path';
import type { Environment, Installed } from './environment.ts';
import type { FolderReader } from './folder-reader.ts';
import { modulesOfRecord, modulesOfTopLevel } from './record.ts';

/** Which distributions, by name in PEP 503 form, bring a module, by its name with dots, at most three deep. */
export type ModuleOwners = ReadonlyMap<string, ReadonlySet<string>>;

/** Bytes: the longest that are known have 2 MB. What is behind is not seen. */
const longestRecord = 4_000_000;
const longestTopLevel = 20_000;
/** Of files that are read at the same time. */
const mostAtOnce = 8;
/** Of one environment; beyond that no more is learnt. */
const mostModules = 200_000;

/** Reads which modules the distributions of an environment bring, a few in each turn of the event loop. Never rejects. */
export async function readModules({ byName }: Environment, folders: FolderReader): Promise<ModuleOwners> {
	const owners = new Map<string, Set<string>>();
	const all = [...byName.values()];
	for (let i = 0; i < all.length && owners.size < mostModules; i += mostAtOnce) {
		const some = all.slice(i, i + mostAtOnce);
		const modules = await Promise.all(some.map((installed) => modulesOf(installed, folders)));
		for (const [at, { name }] of some.entries()) for (const module of modules[at] ?? []) add(owners, module, name);
	}
	return owners;
}

function add(owners: Map<string, Set<string>>, module: string, name: string): void {
	const present = owners.get(module);
	if (present === undefined) owners.set(module, new Set([name]));
	else present.add(name);
}

/** What is installed to be edited has its modules elsewhere: then the names at the top are all that is told. */
async function modulesOf({ record }: Installed, folders: FolderReader): Promise<ReadonlySet<string>> {
	const listed = await folders.head(join(record, 'RECORD'), longestRecord);
	const modules = listed === undefined ? undefined : modulesOfRecord(listed);
	if (modules !== undefined && modules.size > 0) return modules;
	const topLevel = await folders.head(join(record, 'top_level.txt'), longestTopLevel);
	return topLevel === undefined ? new Set() : modulesOfTopLevel(topLevel);
}

/**
 * The distributions that bring what is imported: of a package that several share (PEP 420) those which bring the most of what is named. Empty
 * where nobody is known. `names`: what `from … import` takes of the module.
 */
export function ownersOf(owners: ModuleOwners, module: string, names: readonly string[] = []): ReadonlySet<string> {
	const parts = module.split('.');
	let found: ReadonlySet<string> = new Set();
	for (let depth = 1; depth <= parts.length; depth++) {
		const here = owners.get(parts.slice(0, depth).join('.'));
		if (here === undefined) break;
		found = here;
	}
	if (found.size < 2 || names.length === 0) return found;
	const named = names.flatMap((name) => [...(owners.get(`${module}.${name}`) ?? [])]);
	return named.length > 0 ? new Set(named) : found;
}
