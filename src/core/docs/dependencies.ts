import { ValidationError } from '../errors.ts';
import type { ReleaseMetadata } from '../index/package-index.ts';
import type { MarkerEnvironment } from '../packaging/marker.ts';
import { normalizeName } from '../packaging/name.ts';
import { type ParsedRequirement, parseRequirement } from '../packaging/requirement.ts';
import { applies } from '../project/pythons.ts';
import { visibleLine } from './visible-text.ts';
import type { Wish } from './wish.ts';

/** A package that a release requires. */
export interface Dependency {
	/** PEP 503 form. */
	readonly name: string;
	/** What the release asks of its version; all have to hold. */
	readonly wishes: readonly [Wish, ...Wish[]];
	/** The requirement without its marker, in one line. */
	readonly requirement: string;
}

export interface Dependencies {
	/** Those that apply, in the order of the release. */
	readonly applying: readonly Dependency[];
	/** Those that apply, and come from elsewhere than the index. */
	readonly elsewhere: readonly string[];
	/** About requirements that cannot be read or are not known, and extras that there are not. */
	readonly warnings: readonly string[];
}

/** What a release requires (`Requires-Dist`) in an environment, with these of its extras, in any spelling. */
export function dependenciesOf(metadata: ReleaseMetadata, environment: MarkerEnvironment, extras: readonly string[]): Dependencies {
	const self = normalizeName(metadata.name);
	if (metadata.onlyListed === true) return { applying: [], elsewhere: [], warnings: [notKnown(self, metadata.version)] };
	const { read, warnings } = readAll(metadata);
	const asked = withImplied(self, read, environment, extras.map(normalizeName));
	const byName = new Map<string, ParsedRequirement[]>();
	for (const requirement of read) {
		const name = normalizeName(requirement.name);
		if (name !== self && appliesWith(requirement, environment, asked)) byName.set(name, [...(byName.get(name) ?? []), requirement]);
	}
	const provided = new Set(metadata.providesExtra.map(normalizeName));
	const unknown = [...new Set(extras.map(normalizeName))].filter((extra) => !provided.has(extra));
	return {
		applying: [...byName].flatMap(([name, requirements]) => dependency(name, requirements)),
		elsewhere: [...byName].filter(([, requirements]) => requirements.every(({ url }) => url !== undefined)).map(([name]) => name),
		warnings: [...warnings, ...unknown.map((extra) => `${self} ${metadata.version} has no extra named ${visibleLine(extra).slice(0, 60)}`)],
	};
}

function notKnown(name: string, version: string): string {
	return `The index offers no metadata of ${name} ${version}, only its files: which dependencies it has is not known`;
}

function readAll({ name, version, requiresDist }: ReleaseMetadata): {
	readonly read: readonly ParsedRequirement[];
	readonly warnings: readonly string[];
} {
	const warnings: string[] = [];
	const read = requiresDist.flatMap((text) => {
		try {
			return [parseRequirement(text)];
		} catch (thrown) {
			if (!(thrown instanceof ValidationError)) throw thrown;
			warnings.push(`A requirement of ${name} ${version} cannot be read, and is left out: ${visibleLine(text).slice(0, 100)}`);
			return [];
		}
	});
	return { read, warnings };
}

/** A release may require itself with further extras: `all = demo[fast,safe]`. */
function withImplied(
	self: string,
	requirements: readonly ParsedRequirement[],
	environment: MarkerEnvironment,
	extras: readonly string[],
): ReadonlySet<string> {
	const asked = new Set(extras);
	const own = requirements.filter(({ name }) => normalizeName(name) === self);
	for (let before = -1; before !== asked.size; ) {
		before = asked.size;
		for (const requirement of own)
			if (appliesWith(requirement, environment, asked)) for (const extra of requirement.extras) asked.add(normalizeName(extra));
	}
	return asked;
}

function appliesWith({ marker }: ParsedRequirement, environment: MarkerEnvironment, extras: ReadonlySet<string>): boolean {
	return ['', ...extras].some((extra) => applies(marker, { ...environment, extra }));
}

function dependency(name: string, requirements: readonly ParsedRequirement[]): readonly Dependency[] {
	const fromIndex = requirements.filter(({ url }) => url === undefined);
	const [first, ...others] = fromIndex.map(wishOf);
	if (first === undefined) return [];
	const constraint = fromIndex.map(({ specifiers }) => specifiers.toString()).filter((text) => text !== '');
	return [{ name, wishes: [first, ...others], requirement: visibleLine(`${name}${constraint.join(',')}`).slice(0, 200) }];
}

function wishOf({ specifiers }: ParsedRequirement): Wish {
	const [clause, second] = specifiers.clauses;
	const isPin = second === undefined && (clause?.operator === '===' || (clause?.operator === '==' && !clause.isPrefix));
	return { specifiers, isPin, constraint: specifiers.toString(), pythons: [] };
}
