import type { Requirement } from '../../project/model.ts';
import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** A requirement that installers would refuse (PEP 508), or an entry of the wrong kind. */
export const invalidRequirement: Rule = {
	code: 'invalid-requirement',
	over: 'file',
	check({ parsed }: FileContext): Draft[] {
		const entries = (parsed.project?.problems ?? []).filter((problem) => problem.code === 'invalid-requirement');
		return [
			...entries.map(({ span, file, message }) => ({ span, file, message })),
			...(parsed.project?.requirements ?? []).flatMap((requirement) => broken(requirement)),
		];
	},
};

function broken(requirement: Requirement): Draft[] {
	const { error, errorSpan, file, spans } = requirement;
	if (error === undefined) return [];
	const draft = {
		span: errorSpan ?? spans.token,
		file,
		message: error.message,
		data: { raw: requirement.raw },
		fixes: correction(requirement),
	};
	return [requirement.name === '' ? draft : { ...draft, package: requirement.name }];
}

/** The corrected text, where the parser knows of just one. Only strings without escapes can be replaced from the outside. */
function correction({ error, raw, spans }: Requirement): readonly Fix[] {
	const text = error?.details['suggestion'];
	const quoted = spans.token.end - spans.token.start - raw.length;
	if (typeof text !== 'string' || quoted !== 2) return [];
	const inside = { start: spans.token.start + 1, end: spans.token.end - 1 };
	return [{ kind: 'edit', title: `Change to “${text}”`, edits: [{ span: inside, text }], preferred: true }];
}
