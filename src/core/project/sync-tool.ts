import type { Project } from './model.ts';

/** What installs a project with what it requires. */
export type SyncTool = 'uv' | 'poetry' | 'pdm' | 'hatch' | 'pip';

const tools = ['uv', 'poetry', 'pdm', 'hatch'] as const;

/** The tools that build with a back-end of their own, by its distribution. */
const ofBackend: ReadonlyMap<string, SyncTool> = new Map([
	['uv-build', 'uv'],
	['poetry-core', 'poetry'],
	['pdm-backend', 'pdm'],
]);

/** The project's own tool: that of its lock, else the one that has a table in the pyproject, else that of its build back-end, else pip. */
export function syncToolOf(project: Project): SyncTool {
	const kind = project.lock?.kind;
	if (kind !== undefined && kind !== 'pylock') return kind;
	return tools.find((one) => project.tools.includes(one)) ?? toolOfBackend(project) ?? 'pip';
}

function toolOfBackend({ requirements }: Project): SyncTool | undefined {
	return requirements.flatMap(({ source, name }) => (source === 'build-system' ? (ofBackend.get(name) ?? []) : []))[0];
}
