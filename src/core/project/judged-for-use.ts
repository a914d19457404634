import type { Ties } from './installed/ties.ts';
import type { Project, Requirement } from './model.ts';

const ownLists: ReadonlySet<string> = new Set(['project', 'poetry', 'pdm-legacy', 'flit:requires']);

/** Whether a list holds what the project itself needs when it runs, and not only with an extra, for its development or its build. */
export function isOwnList(source: string): boolean {
	return ownLists.has(source);
}

/** The requirements whose use in the project's sources may be asked about: those of its own lists that are installed, without stubs and data. */
function mayBeAsked({ environment }: Project, { name, source, error, marker }: Requirement): boolean {
	if (!isOwnList(source) || error !== undefined || marker !== undefined || /^types-|-stubs$|^tzdata$/.test(name)) return false;
	return environment?.byName.get(name)?.source.kind === 'index';
}

/**
 * Of those the names that nothing but imports could need: no commands and no plugins, and nothing that another requirement works with, which may be
 * why it is there. `ties`: of each distribution that the project requires and that is installed.
 */
export function judgedForUse(project: Project, ties: ReadonlyMap<string, Ties>): ReadonlySet<string> {
	const wanted = new Set([...ties].flatMap(([of, { names }]) => [...names].filter((name) => name !== of)));
	const asked = project.requirements.filter((requirement) => mayBeAsked(project, requirement)).map(({ name }) => name);
	return new Set(asked.filter((name) => ties.get(name)?.hasEntryPoints === false && !wanted.has(name)));
}
