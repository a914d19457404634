import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import { parseClause } from './clause.ts';
import { clauseMatches } from './clause-match.ts';
import { type Comparison, type MarkerNode, type MarkerOperator, type MarkerVariable, type Operand, printMarker } from './marker-tree.ts';
import { normalizeName } from './name.ts';
import { tryParseVersion } from './version.ts';

/** The Python that a marker is asked about (PEP 508, "Environment Markers"). */
export interface MarkerEnvironment {
	/** E.g. `3.12`. */
	readonly python_version: string;
	/** E.g. `3.12.4`. */
	readonly python_full_version: string;
	readonly os_name: string;
	readonly sys_platform: string;
	readonly platform_release: string;
	readonly platform_system: string;
	readonly platform_version: string;
	readonly platform_machine: string;
	readonly platform_python_implementation: string;
	readonly implementation_name: string;
	readonly implementation_version: string;
	/** The extra whose requirements are looked at, in any spelling; none by default. */
	readonly extra?: string | undefined;
	/** Only where a lock file is looked at (PEP 751). */
	readonly extras?: readonly string[] | undefined;
	/** Only where a lock file is looked at (PEP 751). */
	readonly dependency_groups?: readonly string[] | undefined;
}

/** What a variable stands for: text, or for `extras` and `dependency_groups` a set of normal names. */
type Value = string | ReadonlySet<string>;

/** Compared as versions where the text behind the operator is one (PEP 508). */
const versionVariables: readonly string[] = ['python_version', 'python_full_version', 'implementation_version', 'platform_release'];

/** Looks at every comparison, so that a senseless one is found whatever the others say. Throws ValidationError (`invalid_input`). */
export function evaluateMarker(node: MarkerNode, environment: MarkerEnvironment): boolean {
	if (!('anyOf' in node)) return evaluateComparison(node, environment);
	return node.anyOf.map((all) => all.map((child) => evaluateMarker(child, environment)).every(Boolean)).some(Boolean);
}

/** One side names the variable, the other is text whatever it looks like: so Python's packaging has it. */
function evaluateComparison(comparison: Comparison, environment: MarkerEnvironment): boolean {
	const isVariableLeft = 'variable' in comparison.left;
	const name = textOf(isVariableLeft ? comparison.left : comparison.right);
	const value = lookUp(name, environment);
	if (value === undefined) throw senseless(comparison, l10n.t('there is no value for “{0}”', name));
	const left = isVariableLeft ? value : textOf(comparison.left);
	const right = isVariableLeft ? textOf(comparison.right) : value;
	if (typeof left !== 'string') throw senseless(comparison, l10n.t('“{0}” can only stand behind “in”', name));
	const outcome =
		typeof right === 'string' ? compare(left, comparison.operator, right, name) : isMember(normalizeName(left), comparison.operator, right);
	if (outcome === undefined) throw senseless(comparison, l10n.t('“{0}” needs versions on both sides', comparison.operator));
	return outcome;
}

function compare(left: string, operator: MarkerOperator, right: string, name: string): boolean | undefined {
	const clause = versionVariables.includes(name) ? parseClause(operator + right) : undefined;
	return clause === undefined ? compareTexts(left, operator, right) : clauseMatches(clause, tryParseVersion(left), left);
}

/** Undefined where Python's packaging has no such comparison. */
function compareTexts(left: string, operator: MarkerOperator, right: string): boolean | undefined {
	switch (operator) {
		case 'in':
			return right.includes(left);
		case 'not in':
			return !right.includes(left);
		case '==':
		case '<=':
		case '>=':
			return left === right;
		case '!=':
			return left !== right;
		case '<':
		case '>':
			return false;
		default:
			return undefined;
	}
}

/** A name never equals a set of names. */
function isMember(name: string, operator: MarkerOperator, names: ReadonlySet<string>): boolean | undefined {
	if (operator === 'in') return names.has(name);
	if (operator === 'not in') return !names.has(name);
	if (operator === '===' || operator === '~=') return undefined;
	return operator === '!=';
}

function lookUp(name: string, environment: MarkerEnvironment): Value | undefined {
	if (name === 'extra') return normalizeName(environment.extra ?? '');
	const value = Object.hasOwn(environment, name) ? environment[name as MarkerVariable] : undefined;
	if (value !== undefined && typeof value !== 'string') return new Set(value.map(normalizeName));
	// A Python built from an untagged commit calls itself `3.13.0+`, which is no version.
	return name === 'python_full_version' && value?.endsWith('+') === true ? `${value}local` : value;
}

function textOf(operand: Operand): string {
	return 'variable' in operand ? operand.variable : operand.value;
}

function senseless(comparison: Comparison, reason: string): ValidationError {
	return new ValidationError(l10n.t('“{0}” cannot be evaluated: {1}', printMarker(comparison), reason));
}
