import { resolvePackage } from '../../core/docs/resolve-package.ts';
import { tryParseVersion } from '../../core/packaging/version.ts';
import { impliedProject } from '../projects.ts';
import type { Shared } from '../shared.ts';

/** As the protocol allows. */
const mostCompletions = 100;

/** Names of packages that begin with `typed`: those of the project first, then those that are cached. Never rejects. */
export async function completePackage({ engine, projects }: Shared, typed: string): Promise<string[]> {
	const wanted = typed.toLowerCase();
	const loaded = await impliedProject(projects, undefined).catch(() => undefined); // Without a project there are the cached ones.
	const required = loaded?.parsed.project?.requirements.map(({ name }) => name) ?? [];
	const { packages } = await engine.client.cacheStats();
	const names = new Set([...required, ...packages.map(({ name }) => name)]);
	return [...names].filter((name) => name !== '' && name.startsWith(wanted)).slice(0, mostCompletions);
}

/** Versions of a package that begin with `typed`, newest first; none for a package that cannot be looked up. */
export async function completeVersion({ engine }: Shared, name: string | undefined, typed: string): Promise<string[]> {
	if (name === undefined) return [];
	try {
		const { releases } = await resolvePackage(engine.index, { name }, { priority: 'background' });
		const versions = releases.value.releases.map(({ version }) => version);
		return versions.filter((version) => tryParseVersion(version) !== undefined && version.startsWith(typed)).slice(0, mostCompletions);
	} catch {
		return []; // Reading it says why.
	}
}
