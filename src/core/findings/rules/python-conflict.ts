import * as l10n from '@vscode/l10n';
import { nearestGood } from '../../index/nearest-release.ts';
import { excerpt } from '../../packaging/excerpt.ts';
import type { Version } from '../../packaging/version.ts';
import { placeName } from '../../project/fixed-version.ts';
import type { Project, RequiredPython, Requirement } from '../../project/model.ts';
import { rangesOf, supports } from '../../project/pythons.ts';
import { moveTo } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** No release that the specifier allows runs on every Python that the project is for. Hatch environments choose their own Python. */
export const pythonConflict: Rule = {
	code: 'python-conflict',
	over: 'requirement',
	check({ project, requirement, answer, inUse, pythons, isOffered }: RequirementContext): Draft[] {
		if (inUse === undefined || requirement.source.startsWith('hatch:env:')) return [];
		const { version, requiresPython } = inUse.release;
		if (requiresPython === null || pythons.areSupportedBy(requiresPython)) return [];
		const shutOut = pythons.versions.filter((python) => !supports(requiresPython, [python])).map(minor);
		const fits = nearestGood(
			version,
			answer.value.releases,
			(release) => isOffered(release) && pythons.areSupportedBy(release.requiresPython),
		).at(-1);
		const edit = fits === undefined ? undefined : moveTo(requirement, fits.version);
		const fixes: Fix[] =
			fits === undefined || edit === undefined
				? []
				: [
						{
							kind: 'edit',
							title: l10n.t('Use {0} {1}, which supports them all', requirement.nameAsWritten, fits.version),
							edits: [edit],
							preferred: false,
						},
					];
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.name,
				file: requirement.file,
				package: requirement.name,
				message: message(`${requirement.nameAsWritten} ${version}`, requiresPython, { project, requirement, shutOut }),
				data: { version, requiresPython, project: project.requiresPython?.text, pythons: shutOut },
				fixes,
			},
		];
	},
};

interface Clash {
	readonly project: Project;
	readonly requirement: Requirement;
	/** The Pythons that are left out: minor versions. */
	readonly shutOut: readonly string[];
}

function message(what: string, requiresPython: string, { project, requirement, shutOut }: Clash): string {
	const needed = excerpt(requiresPython);
	const ranges = rangesOf(project, requirement);
	if (ranges.length === 0 && project.python !== undefined) {
		const { version, from } = project.python;
		const where = placeName(project.file, from);
		return l10n.t(
			'{0} needs Python {1}, but this project runs on Python {2} ({3}): it cannot be installed there.',
			what,
			needed,
			version,
			where,
		);
	}
	const whose = ranges.map(forWhom).reduce((all, one) => l10n.t('{0} and {1}', all, one));
	return l10n.t('{0} needs Python {1}, but {2}: it cannot be installed on {3}.', what, needed, whose, list(shutOut));
}

function forWhom({ group, text }: RequiredPython): string {
	return group === undefined
		? l10n.t('this project is for {0}', excerpt(text))
		: l10n.t('its dependency group “{0}” is for {1}', excerpt(group), excerpt(text));
}

function minor(python: Version): string {
	return python.release.slice(0, 2).join('.');
}

function list(versions: readonly string[]): string {
	const [first = ''] = versions;
	const last = versions.at(-1) ?? '';
	return versions.length > 3 ? l10n.t('Python {0} to {1}', first, last) : `Python ${versions.join(', ')}`;
}
