import { tryParseVersion } from '../packaging/version.ts';
import type { Requirement } from '../project/model.ts';
import type { TextEdit } from './finding.ts';

/**
 * The smallest edit that makes a requirement accept `version`: only the version's characters change where one clause says what is wanted,
 * so that operator, spacing, quotes, extras and comments stay. Undefined where the file does not show where the specifier stands.
 */
export function moveTo(requirement: Requirement, version: string): TextEdit | undefined {
	return requirement.dialect === 'poetry' ? movePoetry(requirement, version) : movePep508(requirement, version);
}

function movePep508(requirement: Requirement, version: string): TextEdit | undefined {
	const { specifier, extras, name } = requirement.spans;
	if (specifier === undefined) return { span: { start: (extras ?? name).end, end: (extras ?? name).end }, text: `==${version}` };
	const [clause, second] = requirement.clauses;
	if (clause === undefined || second !== undefined || !['==', '===', '~=', '>='].includes(clause.operator)) {
		return { span: specifier, text: `>=${version}` };
	}
	const text = sameShape(clause.version, version);
	if (clause.operator === '~=' && !text.includes('.')) return { span: specifier, text: `>=${version}` };
	return { span: clause.versionSpan, text };
}

function movePoetry(requirement: Requirement, version: string): TextEdit | undefined {
	const { specifier } = requirement.spans;
	if (specifier === undefined) return undefined;
	const written = requirement.constraint;
	const operator = /^\s*(\^|~=|~|===|==|>=|)\s*(?=\d[\w.+!*-]*\s*$)/.exec(written);
	if (operator === null) return { span: specifier, text: `^${version}` };
	return {
		span: { start: specifier.start + operator[0].length, end: specifier.end },
		text: sameShape(written.slice(operator[0].length), version),
	};
}

/** `2.*` for 2.32.3 stays a wildcard of one component; anything else becomes the version. */
function sameShape(written: string, version: string): string {
	if (!written.trim().endsWith('.*')) return version;
	const parts = written.trim().split('.').length - 1;
	const release = tryParseVersion(version)?.base.split('.') ?? [version];
	return `${release.slice(0, parts).join('.')}.*`;
}
