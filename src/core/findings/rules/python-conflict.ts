import { nearestGood } from '../../index/nearest-release.ts';
import { excerpt } from '../../packaging/excerpt.ts';
import type { Version } from '../../packaging/version.ts';
import type { RequiredPython } from '../../project/model.ts';
import { rangesOf, supports } from '../../project/pythons.ts';
import { moveTo } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** No release that the specifier allows runs on every Python that the project is for. Hatch environments choose their own Python. */
export const pythonConflict: Rule = {
	code: 'python-conflict',
	over: 'requirement',
	check({ project, requirement, answer, inUse, pythons }: RequirementContext): Draft[] {
		if (inUse === undefined || requirement.source.startsWith('hatch:env:')) return [];
		const { version, requiresPython } = inUse.release;
		if (pythons.areSupportedBy(requiresPython)) return [];
		const shutOut = pythons.versions.filter((python) => !supports(requiresPython, [python])).map(minor);
		const fits = nearestGood(version, answer.value.releases, (release) => pythons.areSupportedBy(release.requiresPython)).at(-1);
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
				message: `${requirement.nameAsWritten} ${version} needs Python ${excerpt(requiresPython ?? '')}, but ${rangesOf(project, requirement).map(forWhom).join(' and ')}: it cannot be installed on ${list(shutOut)}.`,
				data: { version, requiresPython, project: project.requiresPython?.text, pythons: shutOut },
				fixes,
			},
		];
	},
};

function forWhom({ group, text }: RequiredPython): string {
	return `${group === undefined ? 'this project' : `its dependency group “${excerpt(group)}”`} is for ${excerpt(text)}`;
}

function minor(python: Version): string {
	return python.release.slice(0, 2).join('.');
}

function list(versions: readonly string[]): string {
	return versions.length > 3 ? `Python ${versions[0]} to ${versions.at(-1)}` : `Python ${versions.join(', ')}`;
}
