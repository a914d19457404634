import type { Project } from '../project/model.ts';
import { syncToolOf } from '../project/sync-tool.ts';

const commands = { uv: 'uv sync', poetry: 'poetry lock', pdm: 'pdm lock', hatch: 'hatch env create', pip: 'pip install -e .' } as const;

/** The command by which the project's own tool takes over a changed pyproject. */
export function syncCommand(project: Project): string {
	return commands[syncToolOf(project)];
}
