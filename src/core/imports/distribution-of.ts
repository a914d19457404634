import { distributionImportedAs } from '../index/import-names.ts';
import { standardLibrary } from '../index/standard-library.ts';
import { normalizeName } from '../packaging/name.ts';
import { type ModuleOwners, ownersOf } from '../project/installed/modules.ts';

/** Which distributions, by name in PEP 503 form, an import leads to. */
export interface ImportedFrom {
	/** At least one; several where they share a module and nothing tells them apart. */
	readonly names: readonly [string, ...string[]];
	/** `installed`: their records say so. `known`: the module is known to be theirs. `alike`: they have its name, and nothing is known. */
	readonly from: 'installed' | 'known' | 'alike';
}

/**
 * The distributions that bring a module; undefined for Python's own. `owners`: of the environment, where there is one. `names`: what is taken of
 * the module.
 */
export function importedFrom(module: string, names: readonly string[], owners: ModuleOwners | undefined): ImportedFrom | undefined {
	const [top = ''] = module.split('.');
	if (isPythonsOwn(top)) return undefined;
	const [first, ...others] = owners === undefined ? [] : ownersOf(owners, module, names);
	if (first !== undefined) return { names: [first, ...others], from: 'installed' };
	const known = distributionImportedAs(top);
	return known === undefined ? { names: [normalizeName(top)], from: 'alike' } : { names: [known], from: 'known' };
}

function isPythonsOwn(top: string): boolean {
	return standardLibrary.has(top.toLowerCase()) || top === '__future__' || top === '__main__' || top.startsWith('_');
}
