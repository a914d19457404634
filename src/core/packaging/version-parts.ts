import { type Numeral, numeral } from './numeral.ts';
import { isAlphanumeric, isDigit, isSeparator, type Scanner } from './scanner.ts';

export type PreLetter = 'a' | 'b' | 'rc';

/** The parts of a version, decoded and normalised (PEP 440, "Normalization"). */
export interface VersionParts {
	readonly epoch: Numeral;
	/** At least one number. */
	readonly release: readonly Numeral[];
	readonly pre: readonly [PreLetter, Numeral] | undefined;
	readonly post: Numeral | undefined;
	readonly dev: Numeral | undefined;
	/** Lower case, joined with dots, numbers without leading zeros. */
	readonly local: string | undefined;
}

const preLetters = { alpha: 'a', a: 'a', beta: 'b', b: 'b', preview: 'rc', pre: 'rc', c: 'rc', rc: 'rc' } as const;
const preWords = ['alpha', 'a', 'beta', 'b', 'preview', 'pre', 'c', 'rc'] as const;
const postWords = ['post', 'rev', 'r'] as const;
const devWords = ['dev'] as const;

/** `v? (N!)? N(.N)*` from the cursor on; undefined, with the cursor where it was, when no release stands there. */
export function scanRelease(scanner: Scanner): Pick<VersionParts, 'epoch' | 'release'> | undefined {
	const start = scanner.at;
	scanner.takeAnyCase(['v']);
	let digits = scanner.run(isDigit);
	let epoch: Numeral = 0;
	if (digits !== '' && scanner.sees('!') && isDigit(scanner.unit(1))) {
		epoch = numeral(digits);
		scanner.at++;
		digits = scanner.run(isDigit);
	}
	if (digits === '') {
		scanner.at = start;
		return undefined;
	}
	const release = [numeral(digits)];
	while (scanner.sees('.') && isDigit(scanner.unit(1))) {
		scanner.at++;
		release.push(numeral(scanner.run(isDigit)));
	}
	return { epoch, release };
}

/** `[{a|b|rc}N][.postN][.devN]` in every spelling that PEP 440 allows; each part is undefined when it does not stand there. */
export function scanSuffixes(scanner: Scanner): Pick<VersionParts, 'pre' | 'post' | 'dev'> {
	const pre = scanSuffix(scanner, preWords);
	const post = scanImplicitPost(scanner) ?? scanSuffix(scanner, postWords)?.number;
	const dev = scanSuffix(scanner, devWords)?.number;
	return { pre: pre && [preLetters[pre.word], pre.number], post, dev };
}

/** `+label(.label)*`, normalised; undefined when none stands at the cursor. */
export function scanLocal(scanner: Scanner): string | undefined {
	if (!scanner.sees('+') || !isAlphanumeric(scanner.unit(1))) return undefined;
	const labels: string[] = [];
	do {
		scanner.at++;
		labels.push(normalizeLabel(scanner.run(isAlphanumeric)));
	} while (isSeparator(scanner.unit()) && isAlphanumeric(scanner.unit(1)));
	return labels.join('.');
}

function scanSuffix<W extends string>(scanner: Scanner, words: readonly W[]): { readonly word: W; readonly number: Numeral } | undefined {
	const start = scanner.at;
	if (isSeparator(scanner.unit())) scanner.at++;
	const word = isAlphanumeric(scanner.unit()) ? scanner.takeAnyCase(words) : undefined;
	if (word === undefined) {
		scanner.at = start;
		return undefined;
	}
	if (isSeparator(scanner.unit())) scanner.at++;
	return { word, number: numeral(scanner.run(isDigit)) };
}

/** `1.0-1` is `1.0.post1` (PEP 440, "Implicit post releases"). */
function scanImplicitPost(scanner: Scanner): Numeral | undefined {
	if (!scanner.sees('-') || !isDigit(scanner.unit(1))) return undefined;
	scanner.at++;
	return numeral(scanner.run(isDigit));
}

function normalizeLabel(label: string): string {
	return isNumericLabel(label) ? String(numeral(label)) : label.toLowerCase();
}

/** Whether a label of a local version is compared as a number. */
export function isNumericLabel(label: string): boolean {
	return /^[0-9]+$/.test(label);
}
