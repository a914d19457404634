/** Sources of one workspace that are looked at; in a larger one nobody knows which modules are its own. */
export const mostSources = 20_000;

/**
 * The names at the top of modules that may be a workspace's own: every source's and every folder's that holds sources, wherever it stands. Which
 * of them are on Python's path depends on how it is run. `paths`: of the `.py` files, with `/`, from the top of the workspace.
 */
export function ownModules(paths: Iterable<string>): ReadonlySet<string> {
	const names = new Set<string>();
	for (const path of paths) for (const part of path.split('/')) names.add(part.replace(/\.pyi?$/, ''));
	return names;
}

const developmentFolders: ReadonlySet<string> = new Set([
	...['test', 'tests', 'testing', 'doc', 'docs', 'example', 'examples', 'sample', 'samples', 'script', 'scripts', 'tool', 'tools'],
	...['bench', 'benchmark', 'benchmarks', 'ci', 'notebooks', 'tasks', 'vendor', '_vendor', 'third_party', 'node_modules'],
]);

const developmentFiles = /^(?:setup|conftest|noxfile|fabfile|tasks|conf|dodo|toxfile|hatch_build|build|test_.*|.*_test)\.pyi?$/;

/** Whether a source serves the work on a project: what it needs may be declared in many other places. `path`: from the project's folder, with `/`. */
export function isForDevelopment(path: string): boolean {
	const parts = path.split('/');
	return (
		parts.some((part) => part.startsWith('.') || developmentFolders.has(part.toLowerCase())) || developmentFiles.test(parts.at(-1) ?? '')
	);
}
