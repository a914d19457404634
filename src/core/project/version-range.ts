import { compareVersions, type Version } from '../packaging/version.ts';

/** An end of a range: how it is written, the version, and whether that belongs to the range. Undefined: no end. */
export interface Bound {
	readonly text: string;
	readonly version: Version;
	readonly included: boolean;
}

/** A run of versions. */
export interface Range {
	readonly low: Bound | undefined;
	readonly high: Bound | undefined;
}

export const everything: Range = { low: undefined, high: undefined };

function compareLow(a: Bound | undefined, b: Bound | undefined): number {
	if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
	return compareVersions(a.version, b.version) || Number(b.included) - Number(a.included);
}

function compareHigh(a: Bound | undefined, b: Bound | undefined): number {
	if (a === undefined || b === undefined) return Number(b !== undefined) - Number(a !== undefined);
	return compareVersions(a.version, b.version) || Number(a.included) - Number(b.included);
}

/** What is in one of `ranges` and in one of `others`. */
export function intersectAll(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
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

/** What is not in a range. */
export function complement({ low, high }: Range): readonly Range[] {
	return [
		...(low === undefined ? [] : [{ low: undefined, high: { ...low, included: !low.included } }]),
		...(high === undefined ? [] : [{ low: { ...high, included: !high.included }, high: undefined }]),
	];
}

/** Sorted, with ranges that touch made one. */
export function merge(ranges: readonly Range[]): readonly Range[] {
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

/** Whether a range is one version. */
export function isSingle({ low, high }: Range): boolean {
	return low !== undefined && high !== undefined && compareVersions(low.version, high.version) === 0;
}
