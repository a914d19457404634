import type { Span } from '../span.ts';
import { isSpace, Scanner } from './scanner.ts';
import { tryParseVersion, Version } from './version.ts';
import { scanLocal, scanRelease, scanSuffixes } from './version-parts.ts';

/** Longest first: the first that stands in the text is the one that is meant. */
export const operators = ['===', '==', '~=', '!=', '<=', '>=', '<', '>'] as const;

export type Operator = (typeof operators)[number];

/** One comparison of a specifier, such as `>=1.0` (PEP 440, "Version specifiers"). */
export interface Clause {
	readonly operator: Operator;
	/** As written, with the `.*`, without white space. */
	readonly version: string;
	/** From the operator to the end of the version, in UTF-16 offsets into the text that was parsed. */
	readonly span: Span;
	/** The version without `.*`; undefined for `===` and something that is no version. */
	readonly parsed: Version | undefined;
	/** Whether the version ends in `.*`. */
	readonly isPrefix: boolean;
}

/** The longest clause at the cursor; undefined, with the cursor where it was, when none stands there. */
export function scanClause(scanner: Scanner): Clause | undefined {
	const start = scanner.at;
	const operator = operators.find((candidate) => scanner.take(candidate));
	if (operator === undefined) return undefined;
	scanner.run(isSpace);
	const versionStart = scanner.at;
	const target = operator === '===' ? scanArbitrary(scanner) : scanTarget(scanner, operator);
	if (target === undefined) {
		scanner.at = start;
		return undefined;
	}
	return { operator, version: scanner.text.slice(versionStart, scanner.at), span: { start, end: scanner.at }, ...target };
}

/** The clause that `text` is, white space behind it aside; undefined when it is none. */
export function parseClause(text: string): Clause | undefined {
	const scanner = new Scanner(text);
	const clause = scanClause(scanner);
	scanner.run(isSpace);
	return scanner.isDone ? clause : undefined;
}

type Target = Pick<Clause, 'parsed' | 'isPrefix'>;

const semicolon = 59;
const closingParenthesis = 41;

function scanArbitrary(scanner: Scanner): Target {
	const text = scanner.run((unit) => !isSpace(unit) && unit !== semicolon && unit !== closingParenthesis);
	return { parsed: tryParseVersion(text), isPrefix: false };
}

const bare = { pre: undefined, post: undefined, dev: undefined, local: undefined };

/** Only `==` and `!=` take `.*` and local labels; `~=` takes two numbers or more. */
function scanTarget(scanner: Scanner, operator: Operator): Target | undefined {
	const release = scanRelease(scanner);
	if (release === undefined || (operator === '~=' && release.release.length < 2)) return undefined;
	const isExact = operator === '==' || operator === '!=';
	if (isExact && scanner.take('.*')) return { parsed: new Version({ ...release, ...bare }), isPrefix: true };
	const suffixes = scanSuffixes(scanner);
	return { parsed: new Version({ ...release, ...suffixes, local: isExact ? scanLocal(scanner) : undefined }), isPrefix: false };
}
