import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { type ImportedModule, scanImports } from '../core/imports/scan-imports.ts';
import type { ModuleOwners } from '../core/project/installed/modules.ts';
import type { Project } from '../core/project/model.ts';
import { fileOf } from './files.ts';
import type { ProjectFile } from './project-file.ts';
import type { Projects } from './projects.ts';

/** Folders above a source in which its project is looked for. */
const mostAbove = 40;

/** What is known of the Python sources that are open: their imports, and the project that each belongs to. */
export class PythonSources {
	readonly #projects: Projects;
	readonly #scanned = new WeakMap<vscode.TextDocument, { readonly version: number; readonly imports: readonly ImportedModule[] }>();

	constructor(projects: Projects) {
		this.#projects = projects;
	}

	/** Of a document as it is now. */
	imports(document: vscode.TextDocument): readonly ImportedModule[] {
		const known = this.#scanned.get(document);
		if (known?.version === document.version) return known.imports;
		const imports = scanImports(document.getText());
		this.#scanned.set(document, { version: document.version, imports });
		return imports;
	}

	/** The pyproject.toml next above a source. */
	projectFileOf(source: vscode.Uri): ProjectFile | undefined {
		let folder = fileOf(source);
		for (let i = 0; i < mostAbove && folder.path !== '/'; i++) {
			folder = vscode.Uri.joinPath(folder, '..');
			const found = this.#projects.get(vscode.Uri.joinPath(folder, 'pyproject.toml'));
			if (found !== undefined) return found;
		}
		return undefined;
	}

	projectOf(source: vscode.Uri): Project | undefined {
		return this.projectFileOf(source)?.good?.parsed.project;
	}

	/** Which distributions bring which modules; undefined where no environment is known. */
	async ownersIn({ environment }: Project): Promise<ModuleOwners | undefined> {
		return environment === undefined ? undefined : await this.#projects.environments.modulesOf(environment);
	}

	/** Whether a module stands beside a source, in a folder above it up to its project's, or in the `src` of that. */
	async isFirstParty(source: vscode.Uri, module: string): Promise<boolean> {
		const [top = ''] = module.split('.');
		const file = this.projectFileOf(source)?.uri;
		const project = file === undefined ? undefined : dirname(file.path);
		const folders: string[] = project === undefined ? [] : [join(project, 'src'), project];
		for (
			let at = dirname(source.path);
			project !== undefined && at.length > project.length && folders.length < mostAbove;
			at = dirname(at)
		) {
			folders.push(at);
		}
		const places = folders.flatMap((folder) => [join(folder, top), join(folder, `${top}.py`)]);
		const found = await Promise.all(places.map((path) => exists(file?.with({ path }) ?? source)));
		return found.includes(true);
	}
}

async function exists(uri: vscode.Uri): Promise<boolean> {
	return await vscode.workspace.fs.stat(uri).then(
		() => true,
		() => false,
	);
}
