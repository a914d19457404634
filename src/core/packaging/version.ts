import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import { excerpt } from './excerpt.ts';
import { compareNumerals, compareText, type Numeral } from './numeral.ts';
import { isDigit, isSpace, Scanner } from './scanner.ts';
import { isNumericLabel, type PreLetter, scanLocal, scanRelease, scanSuffixes, type VersionParts } from './version-parts.ts';

/** A version (PEP 440). Immutable; `String(version)` is the normalised form. */
export class Version implements VersionParts {
	readonly epoch: Numeral;
	readonly release: readonly Numeral[];
	/** E.g. `['rc', 1]`. */
	readonly pre: readonly [PreLetter, Numeral] | undefined;
	readonly post: Numeral | undefined;
	readonly dev: Numeral | undefined;
	readonly local: string | undefined;

	constructor(parts: VersionParts) {
		this.epoch = parts.epoch;
		this.release = parts.release;
		this.pre = parts.pre;
		this.post = parts.post;
		this.dev = parts.dev;
		this.local = parts.local;
	}

	/** Developmental releases count as pre-releases (PEP 440, "Handling of pre-releases"). */
	get isPrerelease(): boolean {
		return this.pre !== undefined || this.dev !== undefined;
	}

	get isPostrelease(): boolean {
		return this.post !== undefined;
	}

	get isDevrelease(): boolean {
		return this.dev !== undefined;
	}

	/** Epoch and release, normalised. */
	get base(): string {
		return (this.epoch === 0 ? '' : `${this.epoch}!`) + this.release.join('.');
	}

	/** All but the local label, normalised. */
	get public(): string {
		const pre = this.pre === undefined ? '' : this.pre.join('');
		const post = this.post === undefined ? '' : `.post${this.post}`;
		const dev = this.dev === undefined ? '' : `.dev${this.dev}`;
		return this.base + pre + post + dev;
	}

	toString(): string {
		return this.local === undefined ? this.public : `${this.public}+${this.local}`;
	}
}

/** Reads a version in any spelling that PEP 440 allows, white space around it included. Throws ValidationError (`invalid_input`). */
export function parseVersion(text: string): Version {
	const scanner = new Scanner(text);
	const version = scanWhole(scanner);
	if (version !== undefined) return version;
	throw new ValidationError(l10n.t('“{0}” is not a version (PEP 440)', excerpt(text)), {
		offset: scanner.at,
		end: text.length,
		expected: scanner.at === 0 ? l10n.t('a release number, as in 1.2.3') : l10n.t('the end of the version'),
	});
}

/** As {@link parseVersion}, undefined for what is no version. */
export function tryParseVersion(text: string): Version | undefined {
	const release = plainRelease(text);
	return release === undefined ? scanWhole(new Scanner(text)) : new Version({ ...onlyRelease, release });
}

/** Negative, zero or positive, in the order of PEP 440: `1.0.dev1 < 1.0a1 < 1.0 = 1.0.0 < 1.0+local < 1.0.post1`. */
export function compareVersions(a: Version, b: Version): number {
	return comparePublic(a, b) || compareLocals(a.local, b.local);
}

/** As {@link compareVersions}, both local labels ignored. */
export function comparePublic(a: Version, b: Version): number {
	return (
		compareNumerals(a.epoch, b.epoch) ||
		compareReleases(a.release, b.release) ||
		preRank(a) - preRank(b) ||
		compareNumerals(a.pre?.[1] ?? 0, b.pre?.[1] ?? 0) ||
		compareWithAbsent(a.post, b.post, -1) ||
		compareWithAbsent(a.dev, b.dev, 1)
	);
}

/** Without the zeros at the end of its release, which say nothing: equal versions are printed alike (PEP 440, "Final releases"). */
export function withoutEndZeros(version: Version): Version {
	const length = version.release.findLastIndex((number) => number !== 0) + 1;
	return new Version({ ...version, release: version.release.slice(0, Math.max(length, 1)) });
}

const onlyRelease = { epoch: 0, pre: undefined, post: undefined, dev: undefined, local: undefined } as const;

/** Digits of fifteen places are exact as a number. */
const mostPlainDigits = 15;

/**
 * The numbers of `1.20.3`, as nearly every version of an index is written, without the work that other spellings take; undefined for those.
 * Tens of thousands are read before a project's findings can be shown.
 */
function plainRelease(text: string): number[] | undefined {
	const release: number[] = [];
	let number = 0;
	let digits = 0;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		if (isDigit(unit) && digits < mostPlainDigits) {
			number = number * 10 + unit - 48;
			digits++;
		} else if (unit === 46 && digits > 0) {
			release.push(number);
			number = 0;
			digits = 0;
		} else return undefined;
	}
	if (digits === 0) return undefined;
	release.push(number);
	return release;
}

function scanWhole(scanner: Scanner): Version | undefined {
	scanner.run(isSpace);
	const release = scanRelease(scanner);
	if (release === undefined) return undefined;
	const version = new Version({ ...release, ...scanSuffixes(scanner), local: scanLocal(scanner) });
	scanner.run(isSpace);
	return scanner.isDone ? version : undefined;
}

/** As if the shorter one were padded with zeros (PEP 440, "Final releases"). */
function compareReleases(a: readonly Numeral[], b: readonly Numeral[]): number {
	const length = Math.max(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const order = compareNumerals(a[i] ?? 0, b[i] ?? 0);
		if (order !== 0) return order;
	}
	return 0;
}

/** A developmental release alone stands before every pre-release of the same version, a final one behind them. */
function preRank(version: Version): number {
	if (version.pre !== undefined) return { a: 1, b: 2, rc: 3 }[version.pre[0]];
	return version.post === undefined && version.dev !== undefined ? 0 : 4;
}

/** `absent` is how a version without the part compares with one that has it. */
function compareWithAbsent(a: Numeral | undefined, b: Numeral | undefined, absent: -1 | 1): number {
	if (a === undefined) return b === undefined ? 0 : absent;
	return b === undefined ? -absent : compareNumerals(a, b);
}

/** Label by label; no label before any, text before numbers (PEP 440, "Local version identifiers"). */
function compareLocals(a: string | undefined, b: string | undefined): number {
	if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
	const left = a.split('.');
	const right = b.split('.');
	for (const [i, label] of left.entries()) {
		const order = compareLabels(label, right[i]);
		if (order !== 0) return order;
	}
	return left.length - right.length;
}

function compareLabels(a: string, b: string | undefined): number {
	if (b === undefined) return 1;
	const numeric = Number(isNumericLabel(a)) - Number(isNumericLabel(b));
	if (numeric !== 0) return numeric;
	return isNumericLabel(a) ? a.length - b.length || compareText(a, b) : compareText(a, b);
}
