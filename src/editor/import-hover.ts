import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ImportedFrom, importedFrom } from '../core/imports/distribution-of.ts';
import type { ImportedModule } from '../core/imports/scan-imports.ts';
import { normalizeName } from '../core/packaging/name.ts';
import type { Project } from '../core/project/model.ts';
import type { Span } from '../core/span.ts';
import { type Facts, HoverFacts } from './hover-facts.ts';
import { hoverActions, hoverBody, hoverHead } from './hover-text.ts';
import type { PythonSources } from './python-sources.ts';
import type { Session } from './session.ts';
import { whence } from './whence.ts';

/** What an import stands for: the distribution that brings it, the version in use, and the docs of that version. */
export class ImportHover implements vscode.HoverProvider, vscode.Disposable {
	readonly #facts: HoverFacts;
	readonly #sources: PythonSources;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#facts = new HoverFacts(session);
		this.#sources = session.sources;
		// Cells of notebooks are documents of this language too.
		this.#registration = vscode.languages.registerHoverProvider({ language: 'python' }, this);
	}

	async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
		const found = importAt(this.#sources.imports(document), document.offsetAt(position));
		const project = found === undefined ? undefined : this.#sources.projectOf(document.uri);
		if (found === undefined || project === undefined) return undefined;
		const { module, names, span } = found;
		const from = importedFrom(module, names, await this.#sources.ownersIn(project));
		if (from === undefined || isOwn(project, from)) return undefined;
		// What has a module's name need not be what brings it.
		if (from.from !== 'installed' && (await this.#sources.isFirstParty(document.uri, module))) return undefined;
		if (from.from === 'alike' && !requires(project, from.names[0])) return undefined;
		const contents = await Promise.all(from.names.slice(0, mostShown).map((name) => this.#about(project, name)));
		return new vscode.Hover(contents.flat(), new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)));
	}

	dispose(): void {
		this.#registration.dispose();
	}

	async #about(project: Project, name: string): Promise<readonly vscode.MarkdownString[]> {
		const requirement = project.requirements.find((one) => one.name === name);
		const facts =
			requirement === undefined ? await this.#facts.ofPackage(project, name) : await this.#facts.ofRequirement(project, requirement);
		const place =
			requirement === undefined
				? whenceAlone(facts)
				: `${facts.fixed !== undefined && requirement.origin.kind === 'index' ? ', ' : ' — '}${whence(requirement, facts)}`;
		const notes = requirement === undefined ? [l10n.t('Not among the requirements in pyproject.toml.')] : [];
		return [
			hoverHead({ title: requirement?.nameAsWritten ?? name, whence: place, notes }, facts),
			...hoverBody(facts),
			...hoverActions(name, facts),
		];
	}
}

/** Distributions that share a module and are shown below each other. */
const mostShown = 3;

/** What is pointed at: a module, or one of the names that are taken from it. */
function importAt(
	imports: readonly ImportedModule[],
	offset: number,
): { module: string; names: readonly string[]; span: Span } | undefined {
	for (const { module, span, names } of imports) {
		if (holds(span, offset)) return { module, names: names.map(({ name }) => name), span };
		const taken = names.find((name) => holds(name.span, offset));
		if (taken !== undefined) return { module, names: [taken.name], span: taken.span };
	}
	return undefined;
}

function holds({ start, end }: Span, offset: number): boolean {
	return start <= offset && offset < end;
}

/** The project's own modules are installed too, to be edited. */
function isOwn({ name, environment }: Project, { names }: ImportedFrom): boolean {
	const own = normalizeName(name ?? '');
	return names.some((one) => one === own || environment?.byName.get(one)?.source.kind === 'editable');
}

function requires({ requirements }: Project, name: string): boolean {
	return requirements.some((requirement) => requirement.name === name);
}

function whenceAlone({ fixed }: Facts): string {
	if (fixed === undefined) return ` — ${l10n.t('not installed')}`;
	return `, ${fixed.from === 'installed' ? l10n.t('installed in {0}', fixed.where) : l10n.t('from {0}', fixed.where)}`;
}
