import { visibleLine } from '../docs/visible-text.ts';
import type { ProjectStatus } from '../index/package-index.ts';
import type { Draft, RequirementContext } from './rule.ts';

/** UTF-16 units of the reason, which is an index's text of any length. */
const longestReason = 300;

/** What is said, at its name, of a requirement whose project has this status (PEP 792); nothing of any other. `says`: behind the name. */
export function draftsOfStatus(status: ProjectStatus, says: string, { requirement, answer, projectPage }: RequirementContext): Draft[] {
	const { value } = answer;
	if (value.status !== status) return [];
	const reason = visibleLine(value.statusReason ?? '').slice(0, longestReason);
	return [
		{
			span: requirement.spans.name,
			file: requirement.file,
			package: requirement.name,
			message: `${requirement.nameAsWritten} ${says}${reason === '' ? '.' : `: ${/[.!?]$/.test(reason) ? reason : `${reason}.`}`}`,
			data: { status, reason: value.statusReason },
			fixes: [
				{
					kind: 'command',
					title: `Open the page of ${requirement.name} at the index`,
					run: { command: 'openPage', url: projectPage() },
				},
			],
			tags: status === 'quarantined' ? [] : ['deprecated'],
		},
	];
}
