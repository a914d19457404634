import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import { raised, raisedPart } from '../packaging/poetry-range.ts';
import { parseSpecifierSet, type SpecifierSet } from '../packaging/specifier.ts';
import { compareVersions, parseVersion, tryParseVersion, type Version } from '../packaging/version.ts';
import type { VersionConstraint } from './model.ts';

/** An end of a range: the version, as written, and whether it belongs to the range. Undefined: no end. */
interface Bound {
	readonly text: string;
	readonly version: Version;
	readonly included: boolean;
}

interface Range {
	readonly low: Bound | undefined;
	readonly high: Bound | undefined;
}

/** Ranges are intersected pair by pair: more parts than any person writes would hold up the editor. */
const mostParts = 200;

const everything: Range = { low: undefined, high: undefined };

/** Poetry's own constraint language, as a union of PEP 440 specifier sets. Prints as Poetry does. */
export class PoetryConstraint implements VersionConstraint {
	readonly #ranges: readonly Range[];
	readonly #sets: readonly SpecifierSet[];

	constructor(ranges: readonly Range[]) {
		this.#ranges = ranges;
		this.#sets = ranges.map((range) => parseSpecifierSet(pep440(range)));
	}

	get isEmpty(): boolean {
		return this.#ranges.some((range) => range.low === undefined && range.high === undefined);
	}

	get isPin(): boolean {
		const [range, second] = this.#ranges;
		return range !== undefined && second === undefined && isSingle(range);
	}

	contains(version: string | Version, options: { readonly prereleases?: boolean } = {}): boolean {
		return this.#sets.some((set) => set.contains(version, options));
	}

	select<R extends { readonly version: string; readonly yanked: boolean }>(releases: readonly R[]): R | undefined {
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
	let offset = 0;
	const union: Range[] = [];
	for (const alternative of text.split('|')) {
		// `||` leaves an empty piece between its bars.
		if (alternative.trim() !== '' || !text.includes('||')) union.push(...readAlternative(alternative, offset));
		offset += alternative.length + 1;
	}
	return new PoetryConstraint(merge(union));
}

function readAlternative(text: string, offset: number): readonly Range[] {
	const parts = [...text.matchAll(/(?:[<>=!~^]+\s*)?[^\s,]+/g)];
	if (parts.length === 0) throw badPart(text, offset);
	return parts.reduce<readonly Range[]>((ranges, part) => intersectAll(ranges, readPart(part[0], offset + part.index)), [everything]);
}

function readPart(text: string, offset: number): readonly Range[] {
	const match = /^([<>=!~^]*)\s*(\S+)$/.exec(text);
	const [, operator = '', written = ''] = match ?? [];
	if (written === '*' && operator === '') return [everything];
	if (/\.[*xX]$/.test(written)) return wildcard(operator, written, text, offset);
	const version = tryParseVersion(written);
	if (version === undefined) throw badPart(text, offset);
	const bound = (included: boolean): Bound => ({ text: written.replace(/^v/i, ''), version, included });
	switch (operator) {
		case '':
		case '=':
		case '==':
		case '===':
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
			if (version.release.length < 2) throw badPart(text, offset);
			return [{ low: bound(true), high: bumped(version, Math.min(1, version.release.length - 2)) }];
		default:
			throw badPart(text, offset);
	}
}

/** `1.*` is `>=1.0.0,<2.0.0`; `1.2.*` and `1.2.3.*` are `>=1.2.0,<1.3.0`, as Poetry has it. */
function wildcard(operator: string, written: string, text: string, offset: number): readonly Range[] {
	const numbers = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)?(?:\.[*xX])+$/.exec(written);
	if (numbers === null || !['', '=', '==', '!='].includes(operator)) throw badPart(text, offset);
	const [, major = '0', minor] = numbers;
	const low = atLeast(`${major}.${minor ?? 0}.0`);
	const high = bumped(low.version, minor === undefined ? 0 : 1);
	const range = { low: minor === undefined && major === '0' ? undefined : low, high };
	return operator === '!=' ? complement(range) : [range];
}

function atLeast(text: string): Bound {
	return { text, version: parseVersion(text), included: true };
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

function compareLow(a: Bound | undefined, b: Bound | undefined): number {
	if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
	return compareVersions(a.version, b.version) || Number(b.included) - Number(a.included);
}

function compareHigh(a: Bound | undefined, b: Bound | undefined): number {
	if (a === undefined || b === undefined) return Number(b !== undefined) - Number(a !== undefined);
	return compareVersions(a.version, b.version) || Number(a.included) - Number(b.included);
}

function intersectAll(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
	return ranges.flatMap((range) =>
		others.flatMap((other) => {
			const low = compareLow(range.low, other.low) >= 0 ? range.low : other.low;
			const high = compareHigh(range.high, other.high) <= 0 ? range.high : other.high;
			return isPossible(low, high) ? [{ low, high }] : [];
		}),
	);
}

function isPossible(low: Bound | undefined, high: Bound | undefined): boolean {
	if (low === undefined || high === undefined) return true;
	const order = compareVersions(low.version, high.version);
	return order < 0 || (order === 0 && low.included && high.included);
}

function complement({ low, high }: Range): readonly Range[] {
	return [
		...(low === undefined ? [] : [{ low: undefined, high: { ...low, included: !low.included } }]),
		...(high === undefined ? [] : [{ low: { ...high, included: !high.included }, high: undefined }]),
	];
}

/** Sorted, with ranges that touch made one. */
function merge(ranges: readonly Range[]): readonly Range[] {
	const merged: Range[] = [];
	for (const range of [...ranges].sort((a, b) => compareLow(a.low, b.low) || compareHigh(a.high, b.high))) {
		const last = merged.at(-1);
		if (last !== undefined && touches(last.high, range.low))
			merged[merged.length - 1] = { low: last.low, high: compareHigh(last.high, range.high) >= 0 ? last.high : range.high };
		else merged.push(range);
	}
	return merged;
}

function touches(high: Bound | undefined, low: Bound | undefined): boolean {
	if (high === undefined || low === undefined) return true;
	const order = compareVersions(low.version, high.version);
	return order < 0 || (order === 0 && (low.included || high.included));
}

function isSingle({ low, high }: Range): boolean {
	return low !== undefined && high !== undefined && compareVersions(low.version, high.version) === 0;
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
