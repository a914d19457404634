import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import { raised, raisedPart } from '../packaging/poetry-range.ts';
import { parseSpecifierSet, type SpecifierSet } from '../packaging/specifier.ts';
import { compareVersions, parseVersion, tryParseVersion, type Version } from '../packaging/version.ts';
import type { VersionConstraint } from './model.ts';
import { type Bound, complement, everything, intersectAll, isSingle, merge, type Range } from './version-range.ts';

/** Ranges are intersected pair by pair: more parts than any person writes would hold up the editor. */
const mostParts = 200;

/** Poetry's own constraint language, as a union of PEP 440 specifier sets. Prints as Poetry does. */
export class PoetryConstraint implements VersionConstraint {
	readonly #ranges: readonly Range[];
	readonly #sets: readonly SpecifierSet[];
	readonly prereleases: boolean | undefined;

	constructor(ranges: readonly Range[], prereleases?: boolean | undefined) {
		this.#ranges = ranges;
		this.prereleases = prereleases;
		this.#sets = withExclusions(ranges).map((text) => parseSpecifierSet(text).taking(prereleases));
	}

	get isEmpty(): boolean {
		return this.#ranges.some((range) => range.low === undefined && range.high === undefined);
	}

	get isPin(): boolean {
		const [range, second] = this.#ranges;
		return range !== undefined && second === undefined && isSingle(range);
	}

	taking(prereleases: boolean | undefined): PoetryConstraint {
		return new PoetryConstraint(this.#ranges, prereleases);
	}

	contains(version: string | Version, options: { readonly prereleases?: boolean } = {}): boolean {
		return this.#sets.some((set) => set.contains(version, options));
	}

	/** As Poetry 2 does: a pre-release only where no other release is left, even if a bound names one, unless it is told to take them or not. */
	select<R extends { readonly version: string; readonly yanked: boolean }>(releases: readonly R[]): R | undefined {
		if (this.prereleases !== undefined) return this.#newest(releases);
		const final = releases.filter(({ version }) => tryParseVersion(version)?.isPrerelease === false);
		return this.#newest(final) ?? this.#newest(releases);
	}

	#newest<R extends { readonly version: string; readonly yanked: boolean }>(releases: readonly R[]): R | undefined {
		const best = this.#sets.flatMap((set) => set.select(releases) ?? []);
		const good = best.filter((release) => !release.yanked);
		return (good.length > 0 ? good : best).reduce<R | undefined>(
			(newest, release) => (newest === undefined || isNewer(release, newest) ? release : newest),
			undefined,
		);
	}

	toString(): string {
		const excluded = excludedVersion(this.#ranges);
		return excluded === undefined ? this.#ranges.map(printRange).join(' || ') : `!=${excluded}`;
	}
}

/**
 * Reads `^1.2`, `~1.2`, `1.*`, `>=1,<2`, `1.2 || ^2`, … (Poetry, "Dependency specification"). Throws ValidationError with the offset of the part
 * that is none.
 */
export function parsePoetryConstraint(text: string): PoetryConstraint {
	if (text.trim() === '*') return new PoetryConstraint([everything]);
	if ((text.match(/[|,]|[^\s|,]\s/g)?.length ?? 0) > mostParts) throw tooManyParts(text);
	// White space to JavaScript, but not to Python.
	if (text.includes('\uFEFF')) throw badPart(text, 0);
	let offset = 0;
	const union: Range[] = [];
	for (const alternative of text.split(/\|\|?/)) {
		union.push(...readAlternative(alternative, offset));
		offset += alternative.length;
		offset += text.startsWith('||', offset) ? 2 : 1;
	}
	return new PoetryConstraint(merge(union));
}

function readAlternative(text: string, offset: number): readonly Range[] {
	const trimmed = text.trim();
	// Of white space only blanks separate.
	const parts = [...trimmed.matchAll(/(?:[<>=!~^]+\s*)?[^ ,]+/g)];
	if (parts.length === 0 || /^,|, *,/.test(trimmed)) throw badPart(text, offset);
	const start = offset + text.indexOf(trimmed);
	return parts.reduce<readonly Range[]>((ranges, part) => intersectAll(ranges, readPart(part[0], start + part.index)), [everything]);
}

function readPart(text: string, offset: number): readonly Range[] {
	const match = /^([<>=!~^]*)\s*(\S+)$/.exec(text);
	const [, operator = '', written = ''] = match ?? [];
	if (operator === '' && /^v?[*x](?:\.[*x])*$/i.test(written)) return [everything];
	// Beside a comparison a wildcard says nothing more.
	if (/^[<>]=?$/.test(operator) && /^[^*]*\.\*$/.test(written)) return readPart(text.slice(0, -2), offset);
	if (/\.[*x]$/i.test(written)) return wildcard(operator, written, text, offset);
	const version = tryParseVersion(written);
	if (version === undefined) throw badPart(text, offset);
	const bound = (included: boolean): Bound => ({ text: written.replace(/^v/i, ''), version, included });
	switch (operator) {
		case '':
		case '=':
		case '==':
			return [{ low: bound(true), high: bound(true) }];
		case '!=':
			return complement({ low: bound(true), high: bound(true) });
		case '>':
		case '>=':
			return [{ low: bound(operator === '>='), high: undefined }];
		case '<':
		case '<=':
			return [{ low: undefined, high: bound(operator === '<=') }];
		case '^':
		case '~':
			return [{ low: bound(true), high: bumped(version, raisedPart(operator, version)) }];
		case '~=':
			return [{ low: bound(true), high: bumped(version, Math.max(0, version.release.length - 2)) }];
		default:
			throw badPart(text, offset);
	}
}

/** `1.*` is `>=1.0.0,<2.0.0`, `1.2.*` is `>=1.2.0,<1.3.0`, `1.2.3.*` is `>=1.2.3,<1.2.4`; pre-releases of the lower bound belong to it. */
function wildcard(operator: string, written: string, text: string, offset: number): readonly Range[] {
	const [, numbers = '', wildcards] = /^v?((?:\d+!)?\d+(?:\.\d+)*)((?:\.[*x])+)$/i.exec(written) ?? [];
	const isUsual = wildcards === '.*' && ['', '=', '==', '!='].includes(operator);
	// `.x`, or more than one.
	const isOther = ['', '==', '!='].includes(operator) && /^\d+(?:\.\d+){0,2}$/.test(numbers);
	if (!isUsual && !isOther) throw badPart(text, offset);
	const { length } = numbers.split('.');
	const low = numbers + '.0'.repeat(Math.max(0, 3 - length));
	const high = bumped(parseVersion(low), length - 1);
	const range = { low: numbers === '0' ? undefined : fromFirst(low, true), high: fromFirst(high.text, false) };
	return operator === '!=' ? complement(range) : [range];
}

/** A bound in front of the first developmental release of a version. */
function fromFirst(text: string, included: boolean): Bound {
	return { text, version: parseVersion(`${text}.dev0`), included };
}

/** The version with one number raised and those behind it 0, excluded; as long as the version, as Poetry prints it. */
function bumped(version: Version, part: number): Bound {
	const text = raised(version, part) + '.0'.repeat(version.release.length - part - 1);
	return { text, version: parseVersion(text), included: false };
}

function badPart(text: string, offset: number): ValidationError {
	const part = text.trim();
	const message =
		part === '' ? l10n.t('A version constraint is missing here') : l10n.t('“{0}” is no version constraint', part.slice(0, 60));
	return new ValidationError(message, {
		code: 'invalid_requirement',
		offset,
		end: offset + text.length,
		expected: l10n.t('a constraint such as ^1.2, ~1.2, 1.2.* or >=1.2,<2'),
	});
}

function tooManyParts(text: string): ValidationError {
	return new ValidationError(l10n.t('This version constraint has more than {0} parts', mostParts), {
		code: 'invalid_requirement',
		end: text.length,
	});
}

function excludedVersion(ranges: readonly Range[]): string | undefined {
	const [below, above, more] = ranges;
	if (below?.low !== undefined || above?.high !== undefined || more !== undefined) return undefined;
	if (below?.high === undefined || above?.low === undefined) return undefined;
	return compareVersions(below.high.version, above.low.version) === 0 ? below.high.text : undefined;
}

function printRange(range: Range): string {
	return isSingle(range) ? (range.low?.text ?? '') : pep440(range) || '*';
}

/**
 * The ranges in PEP 440's words, two on both sides of one version as `!=`: that leaves nothing else out, where `>1.0` leaves out `1.0.post1` and
 * `<1.0` leaves out `1.0rc1`.
 */
function withExclusions(ranges: readonly Range[]): readonly string[] {
	const sets: { readonly low: Bound | undefined; readonly high: Bound | undefined; readonly excluded: string }[] = [];
	for (const { low, high } of ranges) {
		const last = sets.at(-1);
		if (last?.high === undefined || low === undefined || compareVersions(last.high.version, low.version) !== 0)
			sets.push({ low, high, excluded: '' });
		else sets[sets.length - 1] = { low: last.low, high, excluded: `${last.excluded},!=${low.text}` };
	}
	return sets.map(({ excluded, ...range }) => pep440(exact(range)) + excluded);
}

/** PEP 440 compares with `<` and `>` as if versions had no local labels, and lets nobody write one. */
function exact(range: Range): Range {
	if (isSingle(range)) return range;
	const bare = (bound: Bound | undefined) => bound && { ...bound, text: bound.version.public };
	return { low: bare(range.low), high: bare(range.high) };
}

function pep440(range: Range): string {
	const { low, high } = range;
	if (isSingle(range)) return `==${low?.text}`;
	return [
		...(low === undefined ? [] : [`>${low.included ? '=' : ''}${low.text}`]),
		...(high === undefined ? [] : [`<${high.included ? '=' : ''}${high.text}`]),
	].join(',');
}

function isNewer(a: { readonly version: string }, b: { readonly version: string }): boolean {
	return compareVersions(parseVersion(a.version), parseVersion(b.version)) > 0;
}
