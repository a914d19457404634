import * as vscode from 'vscode';
import type { Finding } from '../core/findings/finding.ts';
import { uriBeside } from './files.ts';
import type { ProjectFile } from './project-file.ts';
import { toRange } from './ranges.ts';

/** Of one file. */
export interface FileFindings {
	readonly uri: vscode.Uri;
	/** What they are about. */
	readonly text: string;
	readonly findings: readonly ShownFinding[];
}

/** What one project, or one Python source, says of one file, whole: it replaces what that said before. */
export interface OwnedFindings extends FileFindings {
	readonly owner: string;
}

export interface ShownFinding {
	readonly finding: Finding;
	readonly range: vscode.Range;
}

/** The record of what is shown of each project and of each Python source. */
export class ShownFindings implements vscode.Disposable {
	readonly #byOwner = new Map<string, readonly FileFindings[]>();
	readonly #changed = new vscode.EventEmitter<OwnedFindings>();

	/** What one owner says of one file, anew. */
	readonly onDidChange = this.#changed.event;

	/** In an open document, a pyproject or a list that one names, as it is now: none while those shown are of another text. */
	in(document: vscode.TextDocument): readonly ShownFinding[] {
		const key = document.uri.toString();
		const shown = [...this.#byOwner.values()].flat().filter(({ uri, findings }) => findings.length > 0 && uri.toString() === key);
		return distinct(shown.flatMap(({ text, findings }) => (text === document.getText() ? findings : [])));
	}

	/** Of a project, in all of its files. */
	of(project: vscode.Uri): readonly ShownFinding[] {
		return (this.#byOwner.get(project.toString()) ?? []).flatMap(({ findings }) => findings);
	}

	/** How many errors and warnings there are. */
	problems(): number {
		return [...this.#byOwner.values()].flat().reduce((sum, file) => sum + file.findings.filter(isProblem).length, 0);
	}

	/** Shows what was found in a project in place of what was shown of it. */
	showProject(file: ProjectFile, findings: readonly Finding[]): void {
		this.#show(file.uri, byFile(file, findings));
	}

	/** The same for a Python source. Returns whether that makes a difference. */
	showSource(source: vscode.TextDocument, findings: readonly Finding[]): boolean {
		const { uri } = source;
		if (findings.length === 0 && !this.#byOwner.has(uri.toString())) return false;
		const shown = findings.map((finding) => {
			const { start, end } = finding.span;
			return { finding, range: new vscode.Range(source.positionAt(start), source.positionAt(end)) };
		});
		this.#show(uri, findings.length === 0 ? [] : [{ uri, text: source.getText(), findings: shown }]);
		return true;
	}

	/** Nothing is shown any more of a project. */
	drop(project: vscode.Uri): void {
		this.#show(project, []);
	}

	dispose(): void {
		this.#changed.dispose();
	}

	/** Files that had findings and have none now are told so. */
	#show(by: vscode.Uri, files: readonly FileFindings[]): void {
		const owner = by.toString();
		const before = this.#byOwner.get(owner) ?? [];
		const gone = before.filter((old) => !files.some((file) => file.uri.toString() === old.uri.toString()));
		if (files.length === 0) this.#byOwner.delete(owner);
		else this.#byOwner.set(owner, files);
		for (const file of [...gone.map(({ uri }) => ({ uri, text: '', findings: [] })), ...files]) this.#changed.fire({ ...file, owner });
	}
}

/** What several projects say alike of a list that each of them names is told once. */
export function distinct(findings: readonly ShownFinding[]): readonly ShownFinding[] {
	const byKey = new Map(findings.map((one) => [JSON.stringify([one.finding.code, one.finding.message, one.finding.span]), one]));
	return [...byKey.values()];
}

function isProblem({ finding }: ShownFinding): boolean {
	return finding.severity === 'error' || finding.severity === 'warning';
}

/** A project's findings, file by file: those in lists that it names stand in those. The pyproject comes even when it has none. */
function byFile(file: ProjectFile, findings: readonly Finding[]): readonly FileFindings[] {
	const paths = new Set([file.uri.fsPath, ...findings.map((finding) => finding.file)]);
	return [...paths].flatMap((path) => {
		const text = file.texts.get(path);
		const lines = file.lines.get(path);
		if (text === undefined || lines === undefined) return [];
		const here = findings.filter((finding) => finding.file === path);
		const shown = here.map((finding) => ({ finding, range: toRange(lines, finding.span) }));
		return [{ uri: path === file.uri.fsPath ? file.uri : uriBeside(file.uri, path), text, findings: shown }];
	});
}
