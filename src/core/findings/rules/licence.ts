import * as l10n from '@vscode/l10n';
import { visibleLine } from '../../docs/visible-text.ts';
import type { Verdict } from '../licence-policy.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** The licence of the release that applies is none that the person accepts. */
export const licence: Rule = {
	code: 'licence',
	over: 'requirement',
	check({ requirement, inUse, facts, licences, projectPage }: RequirementContext): Draft[] {
		if (inUse === undefined || licences === undefined || facts?.licence === undefined) return [];
		const verdict = licences.judge(facts.licence);
		if (verdict.kind === 'accepted') return [];
		const { version } = inUse.release;
		const page = projectPage();
		return [
			{
				span: requirement.spans.name,
				file: requirement.file,
				package: requirement.name,
				message: sentence(`${requirement.nameAsWritten} ${version}`, facts.licence, verdict),
				data: {
					version,
					licence: facts.licence,
					verdict: verdict.kind,
					...(verdict.kind === 'unclear' ? {} : { licences: verdict.parts }),
				},
				fixes:
					page === '' ? [] : [{ kind: 'command', title: l10n.t('Open its page at the index'), run: { command: 'openPage', url: page } }],
			},
		];
	},
};

function sentence(release: string, stated: string | null, verdict: Exclude<Verdict, { kind: 'accepted' }>): string {
	if (stated === null) return l10n.t('{0} states no licence: whether licences.allow has it cannot be told.', release);
	const whole = brief(stated);
	if (verdict.kind === 'unclear') {
		return l10n.t(
			'{0} states its licence as “{1}”, which is no SPDX expression: whether licences.allow has it cannot be told. If you accept it, add these words there.',
			release,
			whole,
		);
	}
	const parts = brief(verdict.parts.join(', '));
	const isWhole = parts === whole;
	if (verdict.kind === 'denied') {
		return isWhole
			? l10n.t('{0} is licensed under {1}, which licences.deny has.', release, whole)
			: l10n.t('{0} is licensed under {1}, of which licences.deny has {2}.', release, whole, parts);
	}
	return isWhole
		? l10n.t('{0} is licensed under {1}, which licences.allow does not have.', release, whole)
		: l10n.t('{0} is licensed under {1}, of which licences.allow does not have {2}.', release, whole, parts);
}

/** The package's text: of any length, and with anything in it. */
function brief(text: string): string {
	const line = visibleLine(text);
	return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
