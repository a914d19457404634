import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import type { ProjectStatus } from '../index/package-index.ts';
import type { Draft, RequirementContext } from './rule.ts';

/** UTF-16 units of the reason, which is an index's text of any length. */
const longestReason = 300;

/**
 * What is said, at its name, of a requirement whose project has this status (PEP 792); nothing of any other. `says`: the sentence for a name and a
 * reason, which is '' where none is given.
 */
export function draftsOfStatus(
	status: ProjectStatus,
	says: (name: string, reason: string) => string,
	{ requirement, answer, projectPage }: RequirementContext,
): Draft[] {
	const { value } = answer;
	if (value.status !== status) return [];
	const given = visibleLine(value.statusReason ?? '').slice(0, longestReason);
	const reason = given === '' || /[.!?]$/.test(given) ? given : `${given}.`;
	return [
		{
			span: requirement.spans.name,
			file: requirement.file,
			package: requirement.name,
			message: says(requirement.nameAsWritten, reason),
			data: { status, reason: value.statusReason },
			fixes: [
				{
					kind: 'command',
					title: l10n.t('Open the page of {0} at the index', requirement.name),
					run: { command: 'openPage', url: projectPage() },
				},
			],
			tags: status === 'quarantined' ? [] : ['deprecated'],
		},
	];
}
