import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ChosenPython } from '../core/project/installed/environments.ts';

/** What of the Python Environments extension's public API is used. */
interface EnvironmentsApi {
	getEnvironment(scope: vscode.Uri): Promise<EnvironmentOfApi | undefined>;
	getPythonProject?(uri: vscode.Uri): { readonly uri: vscode.Uri } | undefined;
	readonly onDidChangeEnvironment: vscode.Event<unknown>;
}

interface EnvironmentOfApi {
	readonly version?: string;
	readonly sysPrefix?: string;
	readonly environmentPath?: vscode.Uri;
}

/** The same of the Python extension. */
interface PythonApi {
	readonly environments: {
		getActiveEnvironmentPath(resource: vscode.Uri): { readonly path: string } | undefined;
		readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
	};
}

/** ms after the start at which it is seen whether those extensions are active by now: nobody tells. */
const looksAt = [1000, 3000, 8000, 20_000, 60_000];
/** ms that another extension is waited for; what it says later is news. */
const patienceMs = 1000;

/** The interpreters that a person has chosen, as the Python extensions have them. Neither is started for that. */
export class ChosenPythons implements vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #disposables: vscode.Disposable[] = [this.#changed];
	readonly #heard = new Set<string>();
	readonly #timers: readonly NodeJS.Timeout[];

	readonly onDidChange = this.#changed.event;

	constructor() {
		this.#timers = looksAt.map((ms) => setTimeout(() => this.listen(), ms));
		this.#disposables.push(vscode.extensions.onDidChange(() => this.listen()));
		this.listen();
	}

	/** For a project; undefined where nobody has chosen, or nobody can be asked. */
	async of(pyproject: string): Promise<ChosenPython | undefined> {
		// What has become active since is listened to from now on.
		this.listen();
		const uri = vscode.Uri.file(pyproject);
		const environments = activeApi<EnvironmentsApi>('ms-python.vscode-python-envs', 'getEnvironment');
		if (environments !== undefined) return await inTime(chosenOf(environments, uri));
		const python = activeApi<PythonApi>('ms-python.python', 'environments');
		const path = python?.environments.getActiveEnvironmentPath(uri)?.path;
		if (typeof path !== 'string' || path === '' || path === 'python') return undefined;
		return { path, version: undefined, folder: folderOf(uri) };
	}

	/** Listens to what has become active since. */
	listen(): void {
		const environments = activeApi<EnvironmentsApi>('ms-python.vscode-python-envs', 'getEnvironment');
		const python = activeApi<PythonApi>('ms-python.python', 'environments');
		this.#hear('environments', environments?.onDidChangeEnvironment);
		this.#hear('python', python?.environments.onDidChangeActiveEnvironmentPath);
	}

	dispose(): void {
		for (const timer of this.#timers) clearTimeout(timer);
		for (const disposable of this.#disposables.splice(0)) disposable.dispose();
	}

	#hear(name: string, event: vscode.Event<unknown> | undefined): void {
		if (typeof event !== 'function' || this.#heard.has(name)) return;
		this.#heard.add(name);
		this.#disposables.push(event(() => this.#changed.fire()));
		this.#changed.fire();
	}
}

async function chosenOf(api: EnvironmentsApi, uri: vscode.Uri): Promise<ChosenPython | undefined> {
	const found = await api.getEnvironment(uri);
	const path = found?.sysPrefix || found?.environmentPath?.fsPath;
	if (path === undefined || path === '') return undefined;
	return { path, version: found?.version, folder: api.getPythonProject?.(uri)?.uri.fsPath ?? folderOf(uri) };
}

/** The choice is made for a folder of the workspace. */
function folderOf(uri: vscode.Uri): string {
	return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
}

/** Undefined when the extension is missing, not active, or has another API than we know. */
function activeApi<T>(id: string, member: keyof T & string): T | undefined {
	const extension = vscode.extensions.getExtension<unknown>(id);
	const api = extension?.isActive === true ? extension.exports : undefined;
	return typeof api === 'object' && api !== null && member in api ? (api as T) : undefined;
}

/** What another extension fails at is no failure of ours. */
function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(undefined), patienceMs);
		const end = (value: T | undefined) => {
			clearTimeout(timer);
			resolve(value);
		};
		asked.then(end, () => end(undefined));
	});
}
