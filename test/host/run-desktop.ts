// Runs the suites of this folder in a desktop VS Code: `npm run test:desktop [-- GROUP…]`. VSCODE_PATH names its program, else one is downloaded.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { run } from '../../scripts/host/processes.ts';
import type { Outside } from './outside.ts';
import { serveOutside } from './outside-server.ts';
import { addPythonExtensions } from './python-extensions.ts';
import { type GroupRun, runGroups } from './run-groups.ts';
import { variables } from './variables.ts';

const vscodeExecutablePath = process.env['VSCODE_PATH'] ?? (await download());
const { failed } = await runGroups('desktop', runOnDesktop, ({ pseudoLanguage }) => !pseudoLanguage);
process.exit(failed === 0 ? 0 : 1);

async function download(): Promise<string> {
	try {
		return await downloadAndUnzipVSCode();
	} catch (error) {
		console.error(`No desktop VS Code could be downloaded: ${error instanceof Error ? error.message : String(error)}`);
		console.error('Next: set VSCODE_PATH to the program of an installed one, or run `npm run test:host`, which needs none.');
		process.exit(1);
	}
}

async function runOnDesktop({ group, data, root, bundle, vsix, workspace, environment, settings, say }: GroupRun): Promise<number> {
	await mkdir(join(data, 'User'), { recursive: true });
	await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(settings));
	const folders = ['--user-data-dir', data, '--extensions-dir', join(data, 'extensions')];
	if (group.mode === 'packaged') await install(vsix, folders);
	if (group.pythonExtensions) await addPythonExtensions(data);
	await using control = await serveOutside(withoutPage(say));
	return await runTests({
		vscodeExecutablePath,
		extensionDevelopmentPath: group.mode === 'development' ? root : bundle.extension,
		extensionTestsPath: bundle.entry,
		extensionTestsEnv: { ...environment, [variables.outside]: control.url },
		launchArgs: [workspace, '--skip-welcome', ...(group.restricted ? [] : ['--disable-workspace-trust']), ...folders],
	});
}

async function install(vsix: string, folders: readonly string[]): Promise<void> {
	const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, { reuseMachineInstall: true });
	const { code, output } = await run(cli, [...args, ...folders, '--install-extension', vsix, '--force'], { directory: '.' });
	if (code !== 0) throw new Error(`${vsix} could not be installed.\n${output}`);
}

/** There is no page to look at or to use: only what suites say comes through. */
function withoutPage(say: (line: string) => void): Outside {
	const nothing = async () => undefined;
	return {
		say: async (line) => say(line),
		screenshot: nothing,
		press: nothing,
		type: nothing,
		pointAt: nothing,
		click: nothing,
		waitFor: nothing,
		waitForWebview: nothing,
		clickInWebview: nothing,
		followInWebview: nothing,
		isInWebview: async () => true,
		messagesSeen: async () => 0,
		nextMessage: nothing,
		longestTaskInWebviews: async () => 0,
		isVisible: async () => true,
		isInWindow: async () => true,
		valueOf: async () => '',
		textOf: async () => null,
	};
}
