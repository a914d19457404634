import { ValidationError } from '../errors.ts';
import { normalizeName } from '../packaging/name.ts';
import { type ParsedRequirement, parseRequirement } from '../packaging/requirement.ts';
import { SpecifierSet } from '../packaging/specifier.ts';
import type { Span } from '../span.ts';
import type { Requirement, RequirementOrigin, WrittenClause } from './model.ts';
import { type Places, tokenPlaces } from './token-places.ts';

/** A PEP 508 string where it stands: in a TOML token, or as a line of a requirements file. */
export interface RequirementText {
	readonly raw: string;
	/** With its quotes, if it has any. */
	readonly token: Span;
	readonly entry: Span;
	readonly places: Places;
	readonly source: string;
	readonly file: string;
}

/** A requirement in a TOML string, to be read. */
export function tomlText(text: string, value: string, token: Span, source: string, file: string): RequirementText {
	return { raw: value, token, entry: token, places: tokenPlaces(text.slice(token.start, token.end), token.start), source, file };
}

/** Never throws: an entry that does not follow PEP 508 carries its error, and its name where that could be read. */
export function readRequirement(written: RequirementText): Requirement {
	try {
		return parsed(written, parseRequirement(written.raw));
	} catch (thrown) {
		if (!(thrown instanceof ValidationError)) throw thrown;
		return broken(written, thrown);
	}
}

function parsed(written: RequirementText, requirement: ParsedRequirement): Requirement {
	const { places: place, token, entry } = written;
	const placed = (span: Span | undefined) => (span === undefined ? undefined : place(span));
	const clauses = requirement.specifiers.clauses.map(
		({ operator, version, span }): WrittenClause => ({
			operator,
			version,
			versionSpan: place({ start: span.end - version.length, end: span.end }),
		}),
	);
	const { specifierSpan } = requirement;
	return {
		...base(written),
		name: normalizeName(requirement.name),
		nameAsWritten: requirement.name,
		extras: requirement.extras,
		specifiers: requirement.specifiers,
		clauses,
		constraint: specifierSpan === undefined ? '' : written.raw.slice(specifierSpan.start, specifierSpan.end),
		isPin: isPin(clauses),
		marker: requirement.marker,
		url: requirement.url,
		origin: requirement.url === undefined ? { kind: 'index', index: undefined } : originOf(requirement.url),
		spans: {
			token,
			entry,
			item: entry,
			name: place(requirement.nameSpan),
			extras: placed(requirement.extrasSpan),
			specifier: placed(specifierSpan),
			specifierPart: placed(requirement.specifierPartSpan),
			marker: placed(requirement.markerSpan),
			url: placed(requirement.urlSpan),
		},
		error: undefined,
		errorSpan: undefined,
	};
}

function broken(written: RequirementText, error: ValidationError): Requirement {
	const { raw, places } = written;
	const name = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)/.exec(raw.slice(0, 500))?.[1] ?? '';
	const nameStart = raw.indexOf(name);
	// An error at the very end has no character of its own: the one before is where a person looks.
	const start = Math.min(error.offset, Math.max(raw.length - 1, 0));
	const end = Math.max(error.end, start + 1);
	return {
		...base(written),
		name: normalizeName(name),
		nameAsWritten: name,
		extras: [],
		specifiers: new SpecifierSet([]),
		clauses: [],
		constraint: '',
		isPin: false,
		marker: undefined,
		url: undefined,
		origin: { kind: 'index', index: undefined },
		spans: {
			token: written.token,
			entry: written.entry,
			item: written.entry,
			name: places({ start: nameStart, end: nameStart + name.length }),
			extras: undefined,
			specifier: undefined,
			specifierPart: undefined,
			marker: undefined,
			url: undefined,
		},
		error,
		errorSpan: raw === '' ? written.token : places({ start, end: Math.min(end, raw.length) }),
	};
}

function base({ raw, source, file }: RequirementText): Pick<Requirement, 'raw' | 'source' | 'file' | 'dialect'> {
	return { raw, source, file, dialect: 'pep508' };
}

function isPin(clauses: readonly WrittenClause[]): boolean {
	const [clause, second] = clauses;
	if (clause === undefined || second !== undefined) return false;
	return clause.operator === '===' || (clause.operator === '==' && !clause.version.endsWith('.*'));
}

/** Where a URL leads. */
export function originOf(url: string): RequirementOrigin {
	if (/^(git|hg|svn|bzr)\+/i.test(url)) return { kind: 'git', target: url };
	// Hatch writes `{root:uri}` for the project's own folder, and PDM takes paths as they are.
	return { kind: /^file:|^(?![a-z][a-z0-9+.-]*:)/i.test(url) ? 'path' : 'url', target: url };
}
