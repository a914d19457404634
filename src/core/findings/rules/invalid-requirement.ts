import * as l10n from '@vscode/l10n';
import { ValidationError } from '../../errors.ts';
import { excerpt } from '../../packaging/excerpt.ts';
import { isValidName, nameRule } from '../../packaging/name.ts';
import { parseRequirement } from '../../packaging/requirement.ts';
import type { Requirement } from '../../project/model.ts';
import { shifted, tokenPlaces } from '../../project/token-places.ts';
import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** A requirement that installers would refuse (PEP 508), an entry of the wrong kind, or a name that no package can have. */
export const invalidRequirement: Rule = {
	code: 'invalid-requirement',
	over: 'file',
	check(context: FileContext): Draft[] {
		const { project } = context.parsed;
		const entries = (project?.problems ?? []).filter((problem) => problem.code === 'invalid-requirement');
		return [
			...entries.map(({ span, file, message }) => ({ span, file, message })),
			...(project?.requirements ?? []).flatMap((requirement) =>
				requirement.error === undefined ? misnamed(requirement) : broken(requirement, context),
			),
		];
	},
};

function broken(requirement: Requirement, context: FileContext): Draft[] {
	const { error, errorSpan, file, spans } = requirement;
	if (error === undefined) return [];
	const draft = {
		span: errorSpan ?? spans.token,
		file,
		message: error.message,
		data: { raw: requirement.raw },
		fixes: correction(requirement, context),
	};
	return [requirement.name === '' ? draft : { ...draft, package: requirement.name }];
}

/** PEP 508 as installers read it lets `foo_` through, and Poetry takes any key; an index has neither. */
function misnamed({ nameAsWritten, origin, file, spans }: Requirement): Draft[] {
	if (origin.kind !== 'index' || isValidName(nameAsWritten)) return [];
	return [
		{
			span: nameAsWritten === '' ? spans.token : spans.name,
			file,
			message: l10n.t('“{0}” cannot be the name of a package; expected {1}.', excerpt(nameAsWritten), nameRule()),
			data: { name: nameAsWritten },
		},
	];
}

/** The corrected text, where the parser knows of one. */
function correction({ error, raw, dialect, file, spans: { token } }: Requirement, { parsed, text }: FileContext): readonly Fix[] {
	const change = error instanceof ValidationError && dialect === 'pep508' ? error.correction : undefined;
	if (change === undefined) return [];
	// In a list of its own a requirement stands without quotes.
	const string = file === parsed.file ? text.slice(token.start, token.end) : '';
	const place = string === '' ? shifted(token.start) : tokenPlaces(string, token.start);
	const inserted = fitting(change.text, string);
	const corrected = raw.slice(0, change.start) + inserted + raw.slice(change.end);
	if (!isRequirement(corrected)) return [];
	return [
		{
			kind: 'edit',
			title: l10n.t('Change to “{0}”', excerpt(corrected, 120)),
			edits: [{ span: place(change), text: inserted }],
			preferred: change.isGuess !== true,
		},
	];
}

/** PEP 508 takes either kind of quotes: those that do not end the TOML string around them. */
function fitting(inserted: string, string: string): string {
	return string.startsWith('"') ? inserted.replaceAll('"', "'") : inserted.replaceAll("'", '"');
}

function isRequirement(text: string): boolean {
	try {
		parseRequirement(text);
		return true;
	} catch (thrown) {
		if (thrown instanceof ValidationError) return false;
		throw thrown;
	}
}
