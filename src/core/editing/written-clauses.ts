import type { Operator } from '../packaging/clause.ts';
import { parseSpecifierSet } from '../packaging/specifier.ts';
import type { Requirement, VersionConstraint } from '../project/model.ts';
import { parsePoetryConstraint } from '../project/poetry-constraint.ts';
import type { Span } from '../span.ts';

/** One comparison of a requirement, PEP 508's or Poetry's, with the place of its version in the file. */
export interface PlacedClause {
	/** '' is Poetry's for just this version. */
	readonly operator: Operator | '^' | '~' | '=' | '';
	/** As written, with the `.*`. */
	readonly version: string;
	readonly span: Span;
}

/** Poetry's operators, longest first, and a version. */
const poetryClause = /(\^|~=|~|===|==|!=|<=|>=|<|>|=|)(\s*)([^\s,<>=!~^|][^\s,<>=~^|]*)/g;

/**
 * The comparisons of a requirement that are all to hold. Undefined for a union of Poetry's, and where the file does not show them as they are.
 * `text`: of the requirement's file.
 */
export function placedClauses(requirement: Requirement, text: string): readonly PlacedClause[] | undefined {
	const { dialect, clauses, constraint, spans } = requirement;
	if (dialect === 'pep508') return clauses.map(({ operator, version, versionSpan }) => ({ operator, version, span: versionSpan }));
	const { specifier } = spans;
	if (specifier === undefined || constraint.trim() === '*') return [];
	if (constraint.includes('|') || text.slice(specifier.start, specifier.end) !== constraint) return undefined;
	return [...constraint.matchAll(poetryClause)].map((match): PlacedClause => {
		const [whole, operator = '', , version = ''] = match;
		const end = specifier.start + match.index + whole.length;
		return { operator: operator as PlacedClause['operator'], version, span: { start: end - version.length, end } };
	});
}

/** What the clauses say together; without any, everything. Throws ValidationError (`invalid_requirement`). */
export function constraintOf(clauses: readonly PlacedClause[], dialect: Requirement['dialect']): VersionConstraint {
	const text = clauses.map(({ operator, version }) => operator + version).join(',');
	return dialect === 'poetry' && clauses.length > 0 ? parsePoetryConstraint(text) : parseSpecifierSet(text);
}
