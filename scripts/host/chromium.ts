import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const applications = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
	...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
		const folder = process.env[variable];
		return folder === undefined
			? []
			: [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')];
	}),
];

/**
 * Resolves with the path of a Chromium or Chrome: the one AUTODOCS_CHROMIUM names, else one of this machine's, else Debian's package where it may be
 * installed. Throws an Error that says what to do when there is none.
 */
export async function findChromium(say: (line: string) => void): Promise<string> {
	const named = process.env['AUTODOCS_CHROMIUM'];
	if (named !== undefined && named !== '') {
		if (existsSync(named)) return named;
		throw new Error(`AUTODOCS_CHROMIUM is ${named}, which does not exist. Set it to the path of a Chromium or Chrome.`);
	}
	const found = installed() ?? (await installDebian(say));
	if (found !== undefined) return found;
	throw new Error('No Chromium or Chrome was found to show VS Code in. Install one, or set AUTODOCS_CHROMIUM to the path of its program.');
}

function installed(): string | undefined {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const candidates = [...commands.flatMap((command) => folders.map((folder) => join(folder, command))), ...applications];
	return candidates.find((path) => existsSync(path));
}

async function installDebian(say: (line: string) => void): Promise<string | undefined> {
	if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
	say('Installing Debian’s chromium');
	const options = { directory: '/', environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
	await run('apt-get', ['update', '-q'], options);
	const { code, output } = await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], options);
	if (code !== 0) say(output);
	return installed();
}
