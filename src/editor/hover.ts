import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { placeName } from '../core/project/fixed-version.ts';
import type { Project, Requirement } from '../core/project/model.ts';
import { applies, likelyEnvironment } from '../core/project/pythons.ts';
import { requirementAt } from '../core/project/requirement-at.ts';
import { type Span, spanShift } from '../core/span.ts';
import { type Facts, HoverFacts } from './hover-facts.ts';
import { hoverActions, hoverBody, hoverHead } from './hover-text.ts';
import { plainMarkdown } from './plain-markdown.ts';
import type { ProjectFile } from './project-file.ts';
import { toRange } from './ranges.ts';
import type { Session } from './session.ts';
import { whence } from './whence.ts';

/** What a requirement stands for: the version that applies and where that comes from, and the docs of that version. */
export class Hover implements vscode.HoverProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #facts: HoverFacts;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#facts = new HoverFacts(session);
		this.#registration = vscode.languages.registerHoverProvider({ pattern: '**/pyproject.toml' }, this);
	}

	async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
		const file = await this.#session.current(document);
		const found = file === undefined ? undefined : foundAt(file, document.offsetAt(position));
		if (file === undefined || found === undefined) return undefined;
		const range = rangeOf(file, found.place);
		const problems = this.#session.shown
			.in(document)
			.filter((shown) => shown.range.intersection(range ?? new vscode.Range(position, position)) !== undefined);
		const facts = await this.#facts.ofRequirement(found.project, found.requirement);
		return new vscode.Hover(
			[
				hoverHead(heading(found, facts), facts),
				...problems.map(({ finding }) => plainMarkdown(`⚠ ${finding.message}`)),
				...hoverBody(facts),
				...hoverActions(found.requirement.name, facts),
			],
			range,
		);
	}

	dispose(): void {
		this.#registration.dispose();
	}
}

interface Found {
	readonly project: Project;
	readonly requirement: Requirement;
	/** What of it is pointed at, in the good text. */
	readonly place: Span;
}

/** Also in a text that does not parse just now: there the last good one is looked up. */
function foundAt({ text, good, uri }: ProjectFile, offset: number): Found | undefined {
	const project = good?.parsed.project;
	const at = good === undefined ? undefined : spanShift(text, good.text)({ start: offset, end: offset })?.start;
	if (project === undefined || at === undefined) return undefined;
	const requirement = requirementAt(project, uri.fsPath, at);
	if (requirement === undefined || requirement.name === '') return undefined;
	// Of several constraints under one key each is an item of its own.
	const { item, entry } = requirement.spans;
	return { project, requirement, place: item.start <= at && at <= item.end ? item : entry };
}

/** Where a part of the good text stands now; undefined while it is being changed. */
function rangeOf({ text, good, lines, uri }: ProjectFile, place: Span): vscode.Range | undefined {
	const now = good === undefined ? undefined : spanShift(good.text, text)(place);
	const index = lines.get(uri.fsPath);
	return now === undefined || index === undefined ? undefined : toRange(index, now);
}

function heading({ project, requirement }: Found, facts: Facts) {
	const isFixed = facts.fixed !== undefined && requirement.origin.kind === 'index';
	const marker = markerHere(project, requirement);
	return {
		title: requirement.nameAsWritten,
		whence: `${isFixed ? ', ' : ' — '}${whence(requirement, facts)}`,
		notes: marker === undefined ? [] : [marker],
	};
}

/** Whether a marker lets the requirement in, where the Python of the project is known. */
function markerHere(project: Project, { marker }: Requirement): string | undefined {
	const { python } = project;
	if (marker === undefined || python === undefined) return undefined;
	const where = placeName(project.file, python.from);
	return applies(marker, likelyEnvironment(project, process.platform))
		? l10n.t('Its marker holds here, on Python {0} ({1}).', python.version, where)
		: l10n.t('Its marker does not hold here, on Python {0} ({1}).', python.version, where);
}
