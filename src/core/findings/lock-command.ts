import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { LockFile, LockTool } from '../project/locks/lock-file.ts';
import type { CommandFix } from './finding.ts';

const upgrades = {
	uv: (name: string) => `uv lock --upgrade-package ${name}`,
	poetry: (name: string) => `poetry update --lock ${name}`,
	pdm: (name: string) => `pdm update --no-sync ${name}`,
} as const;

/** What locks a project again; with a package (PEP 503 form), what moves it to a newer version in the lock. */
export function lockCommand(tool: LockTool, upgrade?: string): string {
	return upgrade === undefined ? `${tool} lock` : upgrades[tool](upgrade);
}

/** The fix that puts the tool's own command into a terminal. */
export function lockAgain({ kind, file }: LockFile, upgrade?: string): readonly CommandFix[] {
	if (kind === 'pylock') return [];
	const run = { command: 'lock', tool: kind, folder: dirname(file), ...(upgrade === undefined ? {} : { upgrade }) } as const;
	return [{ kind: 'command', title: l10n.t('Type “{0}” into a terminal', lockCommand(kind, upgrade)), run }];
}
