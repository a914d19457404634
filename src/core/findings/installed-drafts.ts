import * as l10n from '@vscode/l10n';
import { excerpt } from '../packaging/excerpt.ts';
import { environmentName, lockName } from '../project/fixed-version.ts';
import type { Project } from '../project/model.ts';
import { firstLine } from './file-note.ts';
import { installAgain } from './install-command.ts';
import type { InstalledDrift } from './installed-drift.ts';
import type { Draft, FileContext } from './rule.ts';

/** More than these have one cause: the environment is older than the project. Then one note says so. */
const mostApart = 3;
const mostNamed = 5;

/** What is said of an environment that does not hold what its project asks for. */
export function installedDrafts(context: FileContext, project: Project, drifts: readonly InstalledDrift[]): readonly Draft[] {
	return drifts.length > mostApart ? [together(context, project, drifts)] : drifts.map((drift) => apart(project, drift));
}

function apart(project: Project, { requirement, installed, locked }: InstalledDrift): Draft {
	const { spans, nameAsWritten, constraint } = requirement;
	const place = environmentName(project);
	return {
		span: spans.specifier ?? spans.name,
		file: requirement.file,
		package: requirement.name,
		message:
			locked === undefined
				? l10n.t('{0} {1} is installed in {2}, but {3} does not allow it.', nameAsWritten, excerpt(installed), place, excerpt(constraint))
				: l10n.t(
						'{0} {1} is installed in {2}, but {3} has {4}.',
						nameAsWritten,
						excerpt(installed),
						place,
						lockName(project),
						excerpt(locked),
					),
		data: { drift: 'installed', environment: project.environment?.folder, installed, locked, wanted: constraint, lock: project.lock?.file },
		fixes: installAgain(project),
	};
}

function together(context: FileContext, project: Project, drifts: readonly InstalledDrift[]): Draft {
	const names = drifts.slice(0, mostNamed).map(({ requirement }) => requirement.nameAsWritten);
	const shown = `${names.join(', ')}${drifts.length > mostNamed ? ', …' : ''}`;
	const place = environmentName(project);
	return {
		span: firstLine(context),
		message:
			project.lock === undefined
				? l10n.t(
						'{0} is older than this file: of {1} packages it has versions that are not allowed here ({2}).',
						place,
						drifts.length,
						shown,
					)
				: l10n.t(
						'{0} is not in step with {1}: of {2} packages it has other versions ({3}).',
						place,
						lockName(project),
						drifts.length,
						shown,
					),
		data: {
			drift: 'installed',
			environment: project.environment?.folder,
			packages: drifts.slice(0, 100).map(({ requirement }) => requirement.name),
		},
		fixes: installAgain(project),
	};
}
