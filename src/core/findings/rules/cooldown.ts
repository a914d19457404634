import * as l10n from '@vscode/l10n';
import { newestGood } from '../../index/newest-good.ts';
import type { Release } from '../../index/package-index.ts';
import { type CutOff, dayOf } from '../../project/exclude-newer.ts';
import type { Requirement } from '../../project/model.ts';
import { moveTo } from '../edits.ts';
import type { Fix, TextEdit } from '../finding.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';
import { settledIn } from '../settled-in.ts';

const dayMs = 86_400_000;

/** The release that applies is younger than the person, or uv, is told to take: most malicious releases are found within days. */
export const cooldown: Rule = {
	code: 'cooldown',
	over: 'requirement',
	check(context: RequirementContext): Draft[] {
		const { requirement, inUse, cutOff } = context;
		const uploadedAt = inUse?.release.uploadedAt;
		if (inUse === undefined || uploadedAt == null || cutOff === undefined || uploadedAt < cutOff.at) return [];
		const { version } = inUse.release;
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.name,
				file: requirement.file,
				package: requirement.name,
				message: sentence(context, cutOff, version, uploadedAt),
				data: { version, uploaded: new Date(uploadedAt).toISOString(), notAfter: dayOf(cutOff.at - 1), by: cutOff.by },
				fixes: fixes(context),
			},
		];
	},
};

function sentence(
	{ project, requirement, inUse, now }: RequirementContext,
	{ at, by }: CutOff,
	version: string,
	uploadedAt: number,
): string {
	const release = `${requirement.nameAsWritten} ${version}`;
	const where = inUse === undefined ? '' : settledIn(project, inUse);
	const day = dayOf(uploadedAt);
	if (by === 'exclude-newer') return notAllowed(release, where, day, dayOf(at - 1));
	const days = Math.round((now - at) / dayMs);
	const age = Math.max(0, Math.floor((now - uploadedAt) / dayMs));
	return where === '' ? tooYoung(release, day, age, days) : settledTooYoung(release, where, day, age, days);
}

function notAllowed(release: string, where: string, day: string, last: string): string {
	return where === ''
		? l10n.t('{0} was released on {1}; exclude-newer allows none after {2}.', release, day, last)
		: l10n.t('{0}, which {1} has, was released on {2}; exclude-newer allows none after {3}.', release, where, day, last);
}

/** `age` and `days`: whole days. */
function tooYoung(release: string, day: string, age: number, days: number): string {
	if (age === 0) return l10n.t('{0} was released less than a day ago ({1}); cooldown.days asks for {2}.', release, day, days);
	if (age === 1) return l10n.t('{0} was released a day ago ({1}); cooldown.days asks for {2}.', release, day, days);
	return l10n.t('{0} was released {1} days ago ({2}); cooldown.days asks for {3}.', release, age, day, days);
}

function settledTooYoung(release: string, where: string, day: string, age: number, days: number): string {
	if (age === 0)
		return l10n.t('{0}, which {1} has, was released less than a day ago ({2}); cooldown.days asks for {3}.', release, where, day, days);
	if (age === 1) return l10n.t('{0}, which {1} has, was released a day ago ({2}); cooldown.days asks for {3}.', release, where, day, days);
	return l10n.t('{0}, which {1} has, was released {2} days ago ({3}); cooldown.days asks for {4}.', release, where, age, day, days);
}

/** The newest release that is old enough, inside the specifier, else outside. What is asked for at least would still let the newer one in: it is pinned. */
function fixes({ requirement, answer, pythons, isOffered }: RequirementContext): readonly Fix[] {
	const fits = (release: Release) => !release.yanked && isOffered(release) && pythons.areSupportedBy(release.requiresPython);
	const isInside = ({ version }: Release) => requirement.specifiers.contains(version, { prereleases: true });
	const { releases } = answer.value;
	const old = newestGood(releases, (release) => fits(release) && isInside(release)) ?? newestGood(releases, fits);
	const edit = old && pinTo(requirement, old.version);
	if (old === undefined || edit === undefined) return [];
	const name = requirement.nameAsWritten;
	const title =
		old.uploadedAt === null
			? l10n.t('Pin {0} to {1}', name, old.version)
			: l10n.t('Pin {0} to {1}, of {2}', name, old.version, dayOf(old.uploadedAt));
	return [{ kind: 'edit', title, edits: [edit], preferred: false }];
}

function pinTo(requirement: Requirement, version: string): TextEdit | undefined {
	const { specifier } = requirement.spans;
	if (requirement.isPin || specifier === undefined) return moveTo(requirement, version);
	return { span: specifier, text: `==${version}` };
}
