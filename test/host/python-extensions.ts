import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What a test does with the extensions written by {@link addPythonExtensions}, beside their public API. */
export interface SelectsPython {
	/** As a person does in the picker: `path` of an interpreter or of its environment, for all folders. */
	select(path: string | undefined): void;
	/** How often others have asked what is selected. */
	asked(): number;
}

/** The Python extension's, of whose API `environments` is what others use. Says nothing to whoever does not ask as its types have it. */
const python = `
const { EventEmitter, Uri } = require('vscode');
exports.activate = () => {
	const changed = new EventEmitter();
	let selected;
	let asked = 0;
	const path = (resource) => {
		if (resource !== undefined && !(resource instanceof Uri) && !(resource?.uri instanceof Uri)) throw new Error('no resource');
		return { id: selected ?? 'DEFAULT_PYTHON', path: selected ?? 'python' };
	};
	return {
		ready: Promise.resolve(),
		environments: {
			known: [],
			getActiveEnvironmentPath(resource) {
				asked++;
				return path(resource);
			},
			resolveEnvironment: () => Promise.reject(new Error('This starts Python')),
			onDidChangeActiveEnvironmentPath: changed.event,
		},
		select(to) {
			selected = to;
			changed.fire({ ...path(), resource: undefined });
		},
		asked: () => asked,
	};
};
`;

/** The Python Environments extension's, which is asked first where it is active. */
const environments = `
const { EventEmitter, Uri } = require('vscode');
exports.activate = () => {
	const changed = new EventEmitter();
	let selected;
	let asked = 0;
	return {
		async getEnvironment(scope) {
			asked++;
			if (scope !== undefined && !(scope instanceof Uri)) throw new Error('no scope');
			return selected;
		},
		getPythonProject: () => undefined,
		onDidChangeEnvironment: changed.event,
		select(to) {
			const old = selected;
			selected = to === undefined ? undefined : { version: '3.12.4', sysPrefix: to, environmentPath: Uri.file(to) };
			changed.fire({ uri: undefined, old, new: selected });
		},
		asked: () => asked,
	};
};
`;

/** As those of the real ones: in part, where the workspace is not trusted. */
const capabilities = { untrustedWorkspaces: { supported: 'limited', description: '' } };

const extensions = [
	{ name: 'python', main: python, activationEvents: ['*'] },
	// Activated by the suite.
	{ name: 'vscode-python-envs', main: environments, activationEvents: [] },
];

/**
 * Adds stand-ins for Microsoft's Python extensions, with their ids and the part of their public APIs that others use, to the extensions that are
 * installed below `data`.
 */
export async function addPythonExtensions(data: string): Promise<void> {
	const folder = join(data, 'extensions');
	const list = join(folder, 'extensions.json');
	const installed: unknown[] = JSON.parse(await readFile(list, 'utf8'));
	for (const { name, main, activationEvents } of extensions) {
		const id = `ms-python.${name}`;
		const place = join(folder, `${id}-0.0.0`);
		const manifest = {
			name,
			publisher: 'ms-python',
			version: '0.0.0',
			engines: { vscode: '^1.101.0' },
			main: './main.js',
			activationEvents,
			capabilities,
		};
		await mkdir(place, { recursive: true });
		await writeFile(join(place, 'package.json'), JSON.stringify(manifest));
		await writeFile(join(place, 'main.js'), main);
		const location = { $mid: 1, path: place, scheme: 'file' };
		installed.push({ identifier: { id }, version: '0.0.0', location, relativeLocation: basename(place), metadata: {} });
	}
	await writeFile(list, JSON.stringify(installed));
}
