import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { type FindingCode, type FixCommand, findingDefaults } from '../core/findings/finding.ts';
import { installCommand } from '../core/findings/install-command.ts';
import { lockCommand } from '../core/findings/lock-command.ts';
import { openSettings } from './open-settings.ts';
import { typeInto } from './terminal.ts';

/** PEP 503 form: nothing that a shell could take for more than a word. */
const packageName = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
	.max(200);

/** Anybody can run a command with anything: what does not fit is refused. */
const fixCommand: z.ZodType<FixCommand> = z.discriminatedUnion('command', [
	z.object({ command: z.enum(['retryFailed', 'refresh', 'showLog', 'chooseIndex', 'openProxySettings']) }),
	z.object({ command: z.literal('openPage'), url: z.url({ protocol: /^https?$/ }).max(2000) }),
	z.object({
		command: z.literal('lock'),
		tool: z.enum(['uv', 'poetry', 'pdm']),
		folder: z.string().max(4000),
		upgrade: packageName.optional(),
	}),
	z.object({ command: z.literal('sync'), tool: z.enum(['uv', 'poetry', 'pdm', 'hatch', 'pip']), folder: z.string().max(4000) }),
	z.object({
		command: z.literal('ignorePackage'),
		package: packageName,
	}),
	z.object({ command: z.literal('ignoreCode'), code: z.enum(Object.keys(findingDefaults) as [FindingCode, ...FindingCode[]]) }),
]);

/** `autodocs.applyFix`: the quick fixes that are no edits. */
export function registerApplyFix(): vscode.Disposable {
	return vscode.commands.registerCommand('autodocs.applyFix', async (argument: unknown) => {
		await run(fixCommand.parse(argument));
	});
}

async function run(fix: FixCommand): Promise<void> {
	switch (fix.command) {
		case 'retryFailed':
		case 'refresh':
		case 'showLog':
			await vscode.commands.executeCommand(`autodocs.${fix.command}`);
			return;
		case 'chooseIndex':
			await openSettings('autodocs.index.url');
			return;
		case 'openProxySettings':
			await vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy');
			return;
		case 'openPage':
			await vscode.env.openExternal(vscode.Uri.parse(fix.url, true));
			return;
		case 'lock':
			typeInto(fix.folder, lockCommand(fix.tool, fix.upgrade));
			return;
		case 'sync':
			typeInto(fix.folder, installCommand(fix.tool));
			return;
		case 'ignorePackage':
			await ignorePackage(fix.package);
			return;
		case 'ignoreCode':
			await ignoreCode(fix.code);
	}
}

async function ignoreCode(code: FindingCode): Promise<void> {
	const key = `findings.${code}`;
	const inWorkspace = await write(key, 'off');
	const said = inWorkspace
		? l10n.t('“{0}” is off (autodocs.{1}, in the workspace settings).', code, key)
		: l10n.t('“{0}” is off (autodocs.{1}, in the user settings).', code, key);
	// Not awaited: the command is done when the setting is written, whether or not the message is answered.
	void offerSettings(said, key, inWorkspace);
}

async function ignorePackage(name: string): Promise<void> {
	const key = 'findings.ignoredPackages';
	const present = vscode.workspace.getConfiguration('autodocs').get<unknown>(key);
	const names = Array.isArray(present) ? present.filter((item) => typeof item === 'string') : [];
	const inWorkspace = await write(key, [...new Set([...names, name])]);
	const said = inWorkspace
		? l10n.t('{0} is ignored (autodocs.{1}, in the workspace settings).', name, key)
		: l10n.t('{0} is ignored (autodocs.{1}, in the user settings).', name, key);
	void offerSettings(said, key, inWorkspace);
}

/** Writes where a team would share it. Resolves with whether that is in the workspace's settings. */
async function write(key: string, value: unknown): Promise<boolean> {
	const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
	const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
	await vscode.workspace.getConfiguration('autodocs').update(key, value, target);
	return inWorkspace;
}

async function offerSettings(message: string, key: string, inWorkspace: boolean): Promise<void> {
	const choice = await vscode.window.showInformationMessage(message, l10n.t('Open Settings'));
	const where = inWorkspace ? 'openWorkspaceSettings' : 'openSettings';
	if (choice !== undefined) await vscode.commands.executeCommand(`workbench.action.${where}`, { query: `autodocs.${key}` });
}
