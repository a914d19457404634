import { type MarkerVariable, markerOperators, markerVariables } from '../packaging/marker-tree.ts';
import { normalizeName } from '../packaging/name.ts';
import type { MarkerPlace } from './marker-cursor.ts';

const pythons = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];

/** What the variables of a marker mostly are (PEP 508, "Environment Markers"). */
const markerValues: Readonly<Partial<Record<MarkerVariable, readonly string[]>>> = {
	python_version: pythons,
	python_full_version: pythons.map((python) => `${python}.0`),
	os_name: ['posix', 'nt', 'java'],
	sys_platform: ['linux', 'darwin', 'win32', 'cygwin', 'emscripten'],
	platform_system: ['Linux', 'Darwin', 'Windows', 'Java'],
	platform_machine: ['x86_64', 'aarch64', 'arm64', 'AMD64', 'i386'],
	platform_python_implementation: ['CPython', 'PyPy'],
	implementation_name: ['cpython', 'pypy'],
};

/** Of PEP 751 alone: no requirement may ask for them. */
const onlyInLocks: ReadonlySet<MarkerVariable> = new Set(['extras', 'dependency_groups']);

/** Words for a place in a marker, in the order in which they are wanted. */
export function markerOffers(place: MarkerPlace): readonly string[] {
	switch (place.kind) {
		case 'marker-variable':
			return markerVariables.filter((variable) => !onlyInLocks.has(variable));
		case 'marker-joiner':
			return ['and', 'or'];
		case 'marker-operator':
			return place.variable.includes('version')
				? ['>=', '<', '==', '!=', '<=', '>', '~=']
				: markerOperators.filter((operator) => /^(?:[=!]=|in|not in)$/.test(operator));
		case 'marker-value':
			return (markerValues[place.variable] ?? []).map((value) => place.quote + value + place.quote);
	}
}

/** The names of the dependency groups in a text that need not parse (PEP 735), as written, without that of `own`. */
export function groupOffers(text: string, own: string): readonly string[] {
	const groups: string[] = [];
	let isInside = false;
	for (const line of text.split('\n')) {
		const header = /^\s*\[{1,2}\s*([^\]]*?)\s*\]{1,2}/.exec(line)?.[1];
		// An entry of a group may begin with a bracket too, but what stands in it is no key.
		if (header !== undefined && /^[\w.-]+$/.test(header)) isInside = header === 'dependency-groups';
		const key = isInside ? /^\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=\s*\[/.exec(line) : null;
		const name = key?.[1] ?? key?.[2] ?? key?.[3];
		if (name !== undefined && normalizeName(name) !== normalizeName(own)) groups.push(name);
	}
	return groups;
}
