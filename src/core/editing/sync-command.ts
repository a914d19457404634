import type { Project } from '../project/model.ts';

const commands = { uv: 'uv sync', poetry: 'poetry lock', pdm: 'pdm lock', hatch: 'hatch env create' } as const;

type Tool = keyof typeof commands;

const tools: readonly Tool[] = ['uv', 'poetry', 'pdm', 'hatch'];

/** The tools that build with a back-end of their own, by its distribution. */
const ofBackend: ReadonlyMap<string, Tool> = new Map([
	['uv-build', 'uv'],
	['poetry-core', 'poetry'],
	['pdm-backend', 'pdm'],
]);

/**
 * The command by which the project's own tool takes over a changed pyproject: that of its lock, else of the tool that has a table in it, else of
 * its build back-end, else pip's.
 */
export function syncCommand(project: Project): string {
	const kind = project.lock?.kind;
	const tool =
		kind === undefined || kind === 'pylock' ? (tools.find((one) => project.tools.includes(one)) ?? toolOfBackend(project)) : kind;
	return tool === undefined ? 'pip install -e .' : commands[tool];
}

function toolOfBackend({ requirements }: Project): Tool | undefined {
	return requirements.flatMap(({ source, name }) => (source === 'build-system' ? (ofBackend.get(name) ?? []) : []))[0];
}
