/** The names that a marker may ask for (PEP 508, "Environment Markers"; the last two PEP 751). */
export const markerVariables = [
	'python_version',
	'python_full_version',
	'os_name',
	'sys_platform',
	'platform_release',
	'platform_system',
	'platform_version',
	'platform_machine',
	'platform_python_implementation',
	'implementation_name',
	'implementation_version',
	'extra',
	'extras',
	'dependency_groups',
] as const;

export type MarkerVariable = (typeof markerVariables)[number];

export const markerOperators = ['===', '==', '~=', '!=', '<=', '>=', '<', '>', 'in', 'not in'] as const;

export type MarkerOperator = (typeof markerOperators)[number];

export type Operand = { readonly variable: MarkerVariable } | { readonly value: string };

export interface Comparison {
	readonly left: Operand;
	readonly operator: MarkerOperator;
	readonly right: Operand;
}

/** Holds when all of one of the lists hold: `a and b or c` is `[[a, b], [c]]`. A nested one stood in parentheses. */
export interface AnyOf {
	readonly anyOf: readonly (readonly MarkerNode[])[];
}

export type MarkerNode = Comparison | AnyOf;

/** Normalised as Python's packaging prints it. */
export function printMarker(marker: MarkerNode): string {
	const node = unwrap(marker);
	if (!('anyOf' in node)) return `${printOperand(node.left)} ${node.operator} ${printOperand(node.right)}`;
	return node.anyOf.map((all) => all.map(printNested).join(' and ')).join(' or ');
}

function printNested(marker: MarkerNode): string {
	const node = unwrap(marker);
	return 'anyOf' in node ? `(${printMarker(node)})` : printMarker(node);
}

/** What stands inside needless parentheses. */
function unwrap(node: MarkerNode): MarkerNode {
	if (!('anyOf' in node) || node.anyOf.length !== 1) return node;
	const [only, second] = node.anyOf[0] ?? [];
	return only === undefined || second !== undefined ? node : unwrap(only);
}

function printOperand(operand: Operand): string {
	if ('variable' in operand) return operand.variable;
	const quote = operand.value.includes('"') && !operand.value.includes("'") ? "'" : '"';
	return quote + operand.value + quote;
}
