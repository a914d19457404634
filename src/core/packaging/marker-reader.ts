import * as l10n from '@vscode/l10n';
import { unexpected } from './clause-problem.ts';
import { excerpt } from './excerpt.ts';
import {
	type AnyOf,
	type Comparison,
	type MarkerNode,
	type MarkerOperator,
	type MarkerVariable,
	markerOperators,
	markerVariables,
	type Operand,
} from './marker-tree.ts';
import { normalizeName } from './name.ts';
import { decodePythonString } from './python-string.ts';
import { isAlphanumeric, isBlank, type Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** Parentheses nested deeper than this are refused: far beyond what anyone writes, far below what the call stack holds. */
const maxDepth = 100;

/** Spellings of PEP 345 and of setuptools that Python's packaging still reads. */
const oldSpellings: Readonly<Record<string, MarkerVariable>> = {
	'os.name': 'os_name',
	'sys.platform': 'sys_platform',
	'platform.version': 'platform_version',
	'platform.machine': 'platform_machine',
	'platform.python_implementation': 'platform_python_implementation',
	python_implementation: 'platform_python_implementation',
};

/** `marker = and ("or" and)*`, white space around it included. Throws SyntaxProblem. */
export function readMarker(scanner: Scanner, depth = 0): AnyOf {
	const anyOf = [readAllOf(scanner, depth)];
	while (takeWord(scanner, 'or')) anyOf.push(readAllOf(scanner, depth));
	return { anyOf };
}

/** Says what is wrong with what stands at the cursor, behind a whole marker. */
export function unexpectedInMarker(scanner: Scanner): SyntaxProblem {
	return unexpected(scanner, l10n.t('“and”, “or” or the end of the marker'));
}

/** `and = atom ("and" atom)*` */
function readAllOf(scanner: Scanner, depth: number): readonly MarkerNode[] {
	const all = [readAtom(scanner, depth)];
	while (takeWord(scanner, 'and')) all.push(readAtom(scanner, depth));
	return all;
}

/** `atom = "(" marker ")" | comparison` */
function readAtom(scanner: Scanner, depth: number): MarkerNode {
	scanner.run(isBlank);
	const open = scanner.at;
	const isNested = scanner.take('(');
	if (isNested && depth === maxDepth) throw tooDeep(open);
	const node = isNested ? readMarker(scanner, depth + 1) : readComparison(scanner);
	if (isNested && !scanner.take(')')) throw neverClosed(open, scanner.at);
	scanner.run(isBlank);
	return node;
}

/** `comparison = operand operator operand` */
function readComparison(scanner: Scanner): Comparison {
	const left = readOperand(scanner);
	scanner.run(isBlank);
	const operator = readOperator(scanner);
	scanner.run(isBlank);
	const right = readOperand(scanner);
	return {
		left: normalizeFor(right, left, ['extra', 'extras', 'dependency_groups']),
		operator,
		right: normalizeFor(left, right, ['extra']),
	};
}

/** Extra and group names are compared in their normal form (PEP 685, PEP 735). */
function normalizeFor(variable: Operand, name: Operand, variables: readonly MarkerVariable[]): Operand {
	const isName = 'variable' in variable && variables.includes(variable.variable);
	return isName && 'value' in name ? { value: normalizeName(name.value) } : name;
}

function readOperand(scanner: Scanner): Operand {
	const start = scanner.at;
	const quote = scanner.take("'") ? "'" : scanner.take('"') ? '"' : undefined;
	if (quote !== undefined) return { value: readString(scanner, start, quote) };
	const word = scanner.run(isWordUnit);
	const variable = markerVariables.find((name) => name === word) ?? (Object.hasOwn(oldSpellings, word) ? oldSpellings[word] : undefined);
	if (variable !== undefined) return { variable };
	throw notAnOperand(scanner, start, word);
}

function readString(scanner: Scanner, start: number, quote: string): string {
	const raw = scanner.run((unit) => unit !== quote.charCodeAt(0));
	if (!scanner.take(quote)) {
		const message = l10n.t('This string is never closed; expected a closing {0}', quote);
		throw new SyntaxProblem({ message, offset: start, end: scanner.at, expected: l10n.t('a closing {0}', quote) });
	}
	const value = decodePythonString(raw);
	if (value !== undefined) return value;
	const message = l10n.t('This string has a line break or an escape that Python does not know; expected plain text');
	throw new SyntaxProblem({ message, offset: start, end: scanner.at, expected: l10n.t('plain text') });
}

function readOperator(scanner: Scanner): MarkerOperator {
	const start = scanner.at;
	if (takeWord(scanner, 'in')) return 'in';
	if (takeWord(scanner, 'not')) {
		scanner.run(isBlank);
		if (takeWord(scanner, 'in')) return 'not in';
		const message = l10n.t('“not” goes with “in” only; expected “not in”');
		throw new SyntaxProblem({ message, offset: start, end: scanner.at, expected: l10n.t('“{0}”', 'not in') });
	}
	const operator = markerOperators.find((candidate) => !isAlphanumeric(candidate.charCodeAt(0)) && scanner.take(candidate));
	if (operator !== undefined) return operator;
	throw notAnOperator(scanner);
}

function notAnOperand(scanner: Scanner, start: number, word: string): SyntaxProblem {
	const expected = l10n.t('a marker variable, such as python_version, or a quoted string');
	if (word === '') {
		return new SyntaxProblem({ message: l10n.t('Expected {0}', expected), offset: start, end: Math.min(start + 1, scanner.end), expected });
	}
	const isValue = /^[0-9]/.test(word);
	const message = isValue ? l10n.t('“{0}” must stand in quotes', excerpt(word)) : l10n.t('“{0}” is not a marker variable', excerpt(word));
	const fix = isValue ? { start, end: scanner.at, text: `"${word}"` } : undefined;
	return new SyntaxProblem({ message, offset: start, end: scanner.at, expected, fix });
}

function notAnOperator(scanner: Scanner): SyntaxProblem {
	const [offset, end] = [scanner.at, Math.min(scanner.at + 1, scanner.end)];
	const expected = l10n.t('a comparison: {0}', markerOperators.join(', '));
	const fix = scanner.sees('=') ? { start: offset, end, text: '==' } : undefined;
	const message = fix === undefined ? l10n.t('Expected {0}', expected) : l10n.t('“{0}” is not an operator; expected “{1}”', '=', '==');
	return new SyntaxProblem({ message, offset, end, expected, fix });
}

/** Steps over `word` unless it is only the beginning of a longer one. */
function takeWord(scanner: Scanner, word: string): boolean {
	const isWhole = scanner.sees(word) && !isAlphanumeric(scanner.unit(word.length)) && scanner.unit(word.length) !== 95;
	return isWhole && scanner.take(word);
}

/** `.` belongs to the old spellings. */
function isWordUnit(unit: number): boolean {
	return isAlphanumeric(unit) || unit === 95 || unit === 46;
}

function tooDeep(open: number): SyntaxProblem {
	const message = l10n.t('The parentheses are nested too deeply; expected at most {0} levels', maxDepth);
	return new SyntaxProblem({ message, offset: open, end: open + 1, expected: l10n.t('at most {0} levels', maxDepth) });
}

function neverClosed(open: number, end: number): SyntaxProblem {
	const message = l10n.t('This “{0}” is never closed; expected “{1}”', '(', ')');
	return new SyntaxProblem({ message, offset: open, end, expected: l10n.t('“{0}”', ')') });
}
