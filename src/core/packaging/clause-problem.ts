import * as l10n from '@vscode/l10n';
import { type Clause, operators, scanClause } from './clause.ts';
import { excerpt } from './excerpt.ts';
import { compatibleRange } from './poetry-range.ts';
import { isDigit, isSpace, Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** What other tools and other languages write for an operator. */
const misspelt = [
	['=>', '>='],
	['=<', '<='],
	['<>', '!='],
	['=', '=='],
	['!', '!='],
] as const;

function anOperator(): string {
	return l10n.t('an operator: {0}', operators.join(', '));
}

/** Says why no clause can be read at the cursor. */
export function missingClause(scanner: Scanner, expected = anOperator()): SyntaxProblem {
	return misspeltOperator(scanner) ?? poetryOperator(scanner) ?? missingVersion(scanner) ?? missingOperator(scanner, expected);
}

/** Says what is wrong with what stands at the cursor, behind `clause` and white space. */
export function unexpectedAfterClause(scanner: Scanner, clause: Clause, expected: string): SyntaxProblem {
	return (
		strayWildcard(scanner, clause) ??
		strayLocal(scanner, clause) ??
		missingComma(scanner, clause) ??
		unexpected(scanner, expected, scanner.sees('#') ? { start: clause.span.end, end: scanner.end, text: '' } : undefined)
	);
}

/** The unexpected word at the cursor. */
export function unexpected(scanner: Scanner, expected: string, fix?: SyntaxProblem['problem']['fix']): SyntaxProblem {
	const { word, end } = wordAt(scanner);
	const message =
		word === '' ? l10n.t('Expected {0}', expected) : l10n.t('“{0}” is unexpected here; expected {1}', excerpt(word), expected);
	return new SyntaxProblem({ message, offset: scanner.at, end, expected, fix });
}

function misspeltOperator(scanner: Scanner): SyntaxProblem | undefined {
	const pair = misspelt.find(([written]) => scanner.sees(written));
	if (pair === undefined || operators.some((operator) => scanner.sees(operator) && operator.length > pair[0].length)) return undefined;
	const [written, meant] = pair;
	const [offset, end] = [scanner.at, scanner.at + written.length];
	return new SyntaxProblem({
		message: l10n.t('“{0}” is not an operator; expected “{1}”', written, meant),
		offset,
		end,
		expected: meant,
		fix: { start: offset, end, text: meant },
	});
}

function poetryOperator(scanner: Scanner): SyntaxProblem | undefined {
	const operator = (['^', '~'] as const).find((candidate) => scanner.sees(candidate) && !scanner.sees('~='));
	if (operator === undefined) return undefined;
	const offset = scanner.at;
	const { end } = wordAt(scanner);
	const range = compatibleRange(operator, scanner.text.slice(offset + 1, end));
	return new SyntaxProblem({
		message:
			range === undefined
				? l10n.t('“{0}” is not an operator of PEP 508; expected {1}', operator, anOperator())
				: l10n.t('“{0}” is not an operator of PEP 508; “{1}” says the same', operator, range),
		offset,
		end,
		expected: anOperator(),
		fix: range === undefined ? undefined : { start: offset, end, text: range },
	});
}

function missingVersion(scanner: Scanner): SyntaxProblem | undefined {
	const operator = operators.find((candidate) => scanner.sees(candidate));
	if (operator === undefined) return undefined;
	const behind = new Scanner(scanner.text, scanner.at + operator.length, scanner.end);
	const operatorEnd = behind.at;
	behind.run(isSpace);
	const { word, end } = wordAt(behind);
	if (operator === '~=' && isDigit(behind.unit())) return singleNumber(scanner.at, behind, word, end);
	const expected = l10n.t('a version behind “{0}”', operator);
	const isMissing = behind.isDone || isDelimiter(behind.unit());
	if (isMissing) return new SyntaxProblem({ message: l10n.t('Expected {0}', expected), offset: scanner.at, end: operatorEnd, expected });
	const message = l10n.t('“{0}” is not a version; expected {1}', excerpt(word), expected);
	return new SyntaxProblem({ message, offset: behind.at, end, expected });
}

function singleNumber(offset: number, behind: Scanner, word: string, end: number): SyntaxProblem {
	behind.run(isDigit);
	return new SyntaxProblem({
		message: l10n.t('“~=” needs at least two numbers; “{0}” has one', excerpt(word)),
		offset,
		end,
		expected: l10n.t('a version of at least two numbers, as in ~=1.0'),
		fix: { start: behind.at, end: behind.at, text: '.0' },
	});
}

function missingOperator(scanner: Scanner, expected: string): SyntaxProblem {
	// `requests 2` may stand for `>=2` as well.
	if (isDigit(scanner.unit())) return unexpected(scanner, expected, { start: scanner.at, end: scanner.at, text: '==', isGuess: true });
	return unexpected(scanner, expected, scanner.sees(',') ? { start: scanner.at, end: scanner.at + 1, text: '' } : undefined);
}

/** `.*` goes with `==` and `!=` behind a plain release; some write `.x` for it. */
function strayWildcard(scanner: Scanner, clause: Clause): SyntaxProblem | undefined {
	const wildcard = ['.*', '.x', '.X'].find((candidate) => scanner.at === clause.span.end && scanner.sees(candidate));
	if (wildcard === undefined) return undefined;
	const [start, end] = [scanner.at, scanner.at + wildcard.length];
	const isExact = clause.operator === '==' || clause.operator === '!=';
	const expected = isExact ? l10n.t('a plain release in front of “.*”') : l10n.t('a version without “.*”');
	// `>=1.*` and `<1.*` can only mean one thing, `>1.*` and `<=1.*` could mean two.
	const isClear = isExact ? wildcard !== '.*' : clause.operator === '>=' || clause.operator === '<';
	const fix = isClear ? { start, end, text: isExact ? '.*' : '' } : undefined;
	return new SyntaxProblem({ message: aboutWildcard(wildcard, clause, isExact), offset: clause.span.start, end, expected, fix });
}

function aboutWildcard(wildcard: string, clause: Clause, isExact: boolean): string {
	if (wildcard !== '.*') return l10n.t('“{0}” is not a wildcard; PEP 440 has “.*”, behind “==” and “!=” only', wildcard);
	return isExact ? l10n.t('“.*” cannot stand behind “{0}”', excerpt(clause.version)) : l10n.t('“.*” goes with “==” and “!=” only');
}

function strayLocal(scanner: Scanner, clause: Clause): SyntaxProblem | undefined {
	if (scanner.at !== clause.span.end || !scanner.sees('+')) return undefined;
	const { end } = wordAt(scanner);
	return new SyntaxProblem({
		message: l10n.t('A local version label (“+…”) goes with “==” and “!=” only'),
		offset: clause.span.start,
		end,
		expected: l10n.t('a version without a local label'),
		fix: { start: scanner.at, end, text: '' },
	});
}

function missingComma(scanner: Scanner, clause: Clause): SyntaxProblem | undefined {
	const next = new Scanner(scanner.text, scanner.at, scanner.end);
	if (scanClause(next) === undefined) return undefined;
	const at = clause.span.end;
	return new SyntaxProblem({
		message: l10n.t('A comma is missing in front of “{0}”', excerpt(scanner.text.slice(scanner.at, next.at))),
		offset: scanner.at,
		end: next.at,
		expected: l10n.t('a comma'),
		fix: { start: at, end: at, text: ',' },
	});
}

/** The run of units up to white space or something that separates; when it is empty, the one unit that is there. */
function wordAt(scanner: Scanner): { readonly word: string; readonly end: number } {
	const ahead = new Scanner(scanner.text, scanner.at, scanner.end);
	ahead.run((unit) => !isSpace(unit) && !isDelimiter(unit));
	const end = ahead.at > scanner.at ? ahead.at : Math.min(scanner.at + 1, scanner.end);
	return { word: scanner.text.slice(scanner.at, end).trim(), end };
}

/** `,`, `;` or `)`. */
function isDelimiter(unit: number): boolean {
	return unit === 44 || unit === 59 || unit === 41;
}
