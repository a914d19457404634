import * as vscode from 'vscode';
import { locksOf } from '../core/project/fixed-version.ts';
import type { LockedPackage, LockFile } from '../core/project/locks/lock-file.ts';
import { lockedVersion } from '../core/project/locks/locked-version.ts';
import { likelyEnvironment } from '../core/project/pythons.ts';
import { requirementAt } from '../core/project/requirement-at.ts';
import { LineIndex, type Span, spanShift } from '../core/span.ts';
import { filesOf, uriBeside } from './files.ts';
import type { ProjectFile } from './project-file.ts';
import { toRange } from './ranges.ts';
import type { Session } from './session.ts';

const withLinks: vscode.DocumentSelector = [
	{ pattern: '**/pyproject.toml' },
	{ pattern: '**/{uv,poetry,pdm}.lock' },
	{ pattern: '**/pylock{,.*}.toml' },
];

/** Leads from a requirement to its entry in the lock, and from the name or version of an entry to the requirements of it. */
export class Definitions implements vscode.DefinitionProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.languages.registerDefinitionProvider(withLinks, this);
	}

	async provideDefinition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location[]> {
		const file = await this.#session.current(document);
		const offset = document.offsetAt(position);
		return file === undefined ? this.#requirements(document, offset) : await entries(file, offset);
	}

	dispose(): void {
		this.#registration.dispose();
	}

	/** In all projects whose lock the document is. */
	#requirements(document: vscode.TextDocument, offset: number): vscode.Location[] {
		return this.#session.projects.all().flatMap((file) => {
			const project = file.parsed.project;
			if (project === undefined) return [];
			const lock = locksOf(project).find((one) => uriBeside(file.uri, one.file).toString() === document.uri.toString());
			const entry = lock?.packages.find((one) => isAt(one, offset));
			if (entry === undefined || document.getText(rangeIn(document, entry.nameSpan)) !== entry.nameAsWritten) return [];
			return project.requirements
				.filter(({ name, error }) => name === entry.name && error === undefined)
				.flatMap((requirement) => {
					const lines = file.lines.get(requirement.file);
					const uri = requirement.file === file.uri.fsPath ? file.uri : uriBeside(file.uri, requirement.file);
					return lines === undefined ? [] : [new vscode.Location(uri, toRange(lines, requirement.spans.name))];
				});
		});
	}
}

/** The entry that applies; where no version does, such as for a member of the workspace, every entry of that name. */
async function entries({ uri, text, good }: ProjectFile, offset: number): Promise<vscode.Location[]> {
	const project = good?.parsed.project;
	const at = good === undefined ? undefined : spanShift(text, good.text)({ start: offset, end: offset })?.start;
	const requirement = project === undefined || at === undefined ? undefined : requirementAt(project, uri.fsPath, at);
	if (project === undefined || requirement === undefined) return [];
	const lock = locksOf(project).find(({ byName }) => byName.has(requirement.name));
	if (lock === undefined) return [];
	const found = lockedVersion(lock, requirement.name, requirement.specifiers, () => likelyEnvironment(project, process.platform));
	const wanted = found === undefined ? (lock.byName.get(requirement.name) ?? []) : [found.chosen];
	return wanted.length === 0 ? [] : await placesOf(wanted, lock, uri);
}

async function placesOf(wanted: readonly LockedPackage[], lock: LockFile, project: vscode.Uri): Promise<vscode.Location[]> {
	const lines = new LineIndex(await filesOf(project).readText(lock.file));
	return wanted.map(({ nameSpan }) => new vscode.Location(uriBeside(project, lock.file), toRange(lines, nameSpan)));
}

function isAt({ nameSpan, versionSpan }: LockedPackage, offset: number): boolean {
	return holds(nameSpan, offset) || (versionSpan !== undefined && holds(versionSpan, offset));
}

/** The cursor may stand behind the last character. */
function holds({ start, end }: Span, offset: number): boolean {
	return start <= offset && offset <= end;
}

function rangeIn(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
