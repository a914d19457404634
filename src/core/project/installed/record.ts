/** How deep the names of modules are kept: `google.cloud.storage` tells distributions apart that share a namespace. */
const deepest = 3;
/** Nearly all of them: tens of thousands are looked at. */
const plain = /^[A-Za-z_]\w*$/;
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/**
 * The modules that a distribution brings, by the paths in its RECORD (PyPA, "Recording installed projects"): each package and module with its
 * dots, as far as three names deep. `text` may be cut off anywhere.
 */
export function modulesOfRecord(text: string): ReadonlySet<string> {
	const modules = new Set<string>();
	for (const line of text.split('\n')) {
		const path = pathIn(line);
		const names = path === undefined ? undefined : moduleNames(path.split('/'));
		for (let depth = 1; names !== undefined && depth <= Math.min(names.length, deepest); depth++)
			modules.add(names.slice(0, depth).join('.'));
	}
	return modules;
}

/** The modules that a top_level.txt names, as setuptools writes it. */
export function modulesOfTopLevel(text: string): ReadonlySet<string> {
	return new Set(text.split(/\r\n|\n|\r/).filter((line) => identifier.test(line)));
}

/** The first field of a line of CSV; undefined where that is cut off. */
function pathIn(line: string): string | undefined {
	if (line.startsWith('"')) return /^"((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"');
	const comma = line.indexOf(',');
	return comma === -1 ? undefined : line.slice(0, comma);
}

/** Undefined for what is no module: data, scripts outside of site-packages, records. */
function moduleNames(parts: readonly string[]): readonly string[] | undefined {
	const file = parts.at(-1) ?? '';
	// An extension module has its platform in the name: _x.cpython-312-x86_64-linux-gnu.so
	const stem = /^([^.]+)(?:\.py|\.pyc|(?:\.[\w-]+)?\.(?:so|pyd))$/u.exec(file)?.[1];
	if (stem === undefined || parts.includes('__pycache__')) return undefined;
	const names = [...parts.slice(0, -1), ...(stem === '__init__' ? [] : [stem])];
	return names.length > 0 && names.every((name) => plain.test(name) || identifier.test(name)) ? names : undefined;
}
