import { type Clause, operators, scanClause } from './clause.ts';
import { excerpt } from './excerpt.ts';
import { compatibleRange } from './poetry-range.ts';
import { isDigit, isSpace, Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';

const anOperator = `an operator: ${operators.join(', ')}`;

/** What other tools and other languages write for an operator. */
const misspelt = [
	['=>', '>='],
	['=<', '<='],
	['<>', '!='],
	['=', '=='],
	['!', '!='],
] as const;

/** Says why no clause can be read at the cursor. */
export function missingClause(scanner: Scanner, expected = anOperator): SyntaxProblem {
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
	const message = word === '' ? `Expected ${expected}` : `“${excerpt(word)}” is unexpected here; expected ${expected}`;
	return new SyntaxProblem({ message, offset: scanner.at, end, expected, fix });
}

function misspeltOperator(scanner: Scanner): SyntaxProblem | undefined {
	const pair = misspelt.find(([written]) => scanner.sees(written));
	if (pair === undefined || operators.some((operator) => scanner.sees(operator) && operator.length > pair[0].length)) return undefined;
	const [written, meant] = pair;
	const [offset, end] = [scanner.at, scanner.at + written.length];
	return new SyntaxProblem({
		message: `“${written}” is not an operator; expected “${meant}”`,
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
		message: `“${operator}” is not an operator of PEP 508${range === undefined ? `; expected ${anOperator}` : `; “${range}” says the same`}`,
		offset,
		end,
		expected: anOperator,
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
	const expected = `a version behind “${operator}”`;
	const isMissing = behind.isDone || isDelimiter(behind.unit());
	if (isMissing) return new SyntaxProblem({ message: `Expected ${expected}`, offset: scanner.at, end: operatorEnd, expected });
	return new SyntaxProblem({ message: `“${excerpt(word)}” is not a version; expected ${expected}`, offset: behind.at, end, expected });
}

function singleNumber(offset: number, behind: Scanner, word: string, end: number): SyntaxProblem {
	behind.run(isDigit);
	return new SyntaxProblem({
		message: `“~=” needs at least two numbers; “${excerpt(word)}” has one`,
		offset,
		end,
		expected: 'a version of at least two numbers, as in ~=1.0',
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
	const expected = isExact ? 'a plain release in front of “.*”' : 'a version without “.*”';
	const reason = isExact ? `cannot stand behind “${excerpt(clause.version)}”` : 'goes with “==” and “!=” only';
	const message = wildcard === '.*' ? `“.*” ${reason}` : `“${wildcard}” is not a wildcard; PEP 440 has “.*”, behind “==” and “!=” only`;
	// `>=1.*` and `<1.*` can only mean one thing, `>1.*` and `<=1.*` could mean two.
	const isClear = isExact ? wildcard !== '.*' : clause.operator === '>=' || clause.operator === '<';
	const fix = isClear ? { start, end, text: isExact ? '.*' : '' } : undefined;
	return new SyntaxProblem({ message, offset: clause.span.start, end, expected, fix });
}

function strayLocal(scanner: Scanner, clause: Clause): SyntaxProblem | undefined {
	if (scanner.at !== clause.span.end || !scanner.sees('+')) return undefined;
	const { end } = wordAt(scanner);
	return new SyntaxProblem({
		message: 'A local version label (“+…”) goes with “==” and “!=” only',
		offset: clause.span.start,
		end,
		expected: 'a version without a local label',
		fix: { start: scanner.at, end, text: '' },
	});
}

function missingComma(scanner: Scanner, clause: Clause): SyntaxProblem | undefined {
	const next = new Scanner(scanner.text, scanner.at, scanner.end);
	if (scanClause(next) === undefined) return undefined;
	const at = clause.span.end;
	return new SyntaxProblem({
		message: `A comma is missing in front of “${excerpt(scanner.text.slice(scanner.at, next.at))}”`,
		offset: scanner.at,
		end: next.at,
		expected: 'a comma',
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
