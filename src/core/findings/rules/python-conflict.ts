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
							title: `Use ${requirement.nameAsWritten} ${fits.version}, which supports them all`,
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
	const whose = ranges.map(forWhom).join(' and ');
	return l10n.t('{0} needs Python {1}, but {2}: it cannot be installed on {3}.', what, needed, whose, list(shutOut));
}

function forWhom({ group, text }: RequiredPython): string {
	return `${group === undefined ? 'this project' : `its dependency group “${excerpt(group)}”`} is for ${excerpt(text)}`;
}

function minor(python: Version): string {
	return python.release.slice(0, 2).join('.');
}

function list(versions: readonly string[]): string {
	return versions.length > 3 ? `Python ${versions[0]} to ${versions.at(-1)}` : `Python ${versions.join(', ')}`;
}
