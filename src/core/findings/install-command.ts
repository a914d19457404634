import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Project } from '../project/model.ts';
import { type SyncTool, syncToolOf } from '../project/sync-tool.ts';
import type { CommandFix } from './finding.ts';

const commands: Readonly<Record<SyncTool, string>> = {
	uv: 'uv sync',
	poetry: 'poetry install',
	pdm: 'pdm install',
	hatch: 'hatch env create',
	pip: 'pip install -e .',
};

/** What brings an environment into step with the project. */
export function installCommand(tool: SyncTool): string {
	return commands[tool];
}

/** The fix that puts the tool's own command into a terminal. What installs from a pylock.toml is not known. */
export function installAgain(project: Project): readonly CommandFix[] {
	const tool = syncToolOf(project);
	if (project.lock?.kind === 'pylock' && tool === 'pip') return [];
	const run = { command: 'sync', tool, folder: dirname(project.lock?.file ?? project.file) } as const;
	return [{ kind: 'command', title: l10n.t('Type “{0}” into a terminal', installCommand(tool)), run }];
}
