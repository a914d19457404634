import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainAge } from '../core/docs/age.ts';
import { escapeMarkdown, markdownLink } from '../core/docs/escape-markdown.ts';
import { excerpt } from '../core/docs/excerpt.ts';
import { type PackageDocs, packageDocs } from '../core/docs/package-docs.ts';
import { type AutoDocsError, toAutoDocsError } from '../core/errors.ts';
import type { Known } from '../core/index/lookups.ts';
import { newestGood } from '../core/index/newest-good.ts';
import type { Release, ReleaseMetadata } from '../core/index/package-index.ts';
import type { VersionInUse } from '../core/index/version-in-use.ts';
import type { Answer } from '../core/network/request.ts';
import { placeName } from '../core/project/fixed-version.ts';
import type { Project, Requirement } from '../core/project/model.ts';
import { applies, likelyEnvironment } from '../core/project/pythons.ts';
import { requirementAt } from '../core/project/requirement-at.ts';
import { type Span, spanShift } from '../core/span.ts';
import type { ProjectFile } from './projects.ts';
import { toRange } from './ranges.ts';
import type { Session } from './session.ts';
import { type VersionFacts, whence } from './whence.ts';

/** ms that a hover waits for an answer that is not in memory. After that it says that it is fetching. */
const patienceMs = 400;
const excerptCharacters = 700;

const commands = ['autodocs.openPackageDocs', 'autodocs.retryFailed', 'autodocs.showHealth'];

/** What a requirement stands for: the version that applies and where that comes from, and the docs of that version. */
export class Hover implements vscode.HoverProvider, vscode.Disposable {
	readonly #session: Session;
	readonly #registration: vscode.Disposable;

	constructor(session: Session) {
		this.#session = session;
		this.#registration = vscode.languages.registerHoverProvider({ pattern: '**/pyproject.toml' }, this);
	}

	async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
		const file = await this.#session.current(document);
		const found = file === undefined ? undefined : foundAt(file, document.offsetAt(position));
		if (file === undefined || found === undefined) return undefined;
		const range = rangeOf(file, found.place);
		const problems = this.#session
			.findingsIn(document)
			.filter((shown) => shown.range.intersection(range ?? new vscode.Range(position, position)) !== undefined);
		const facts = await this.#facts(found.project, found.requirement);
		return new vscode.Hover(
			[head(found, facts), ...problems.map(({ finding }) => plain(`⚠ ${finding.message}`)), ...body(facts), ...actions(found, facts)],
			range,
		);
	}

	dispose(): void {
		this.#registration.dispose();
	}

	async #facts(project: Project, requirement: Requirement): Promise<Facts> {
		const { checker, index } = this.#session.engine;
		const known = checker.known(project, requirement);
		const inUse = checker.versionInUse(project, requirement);
		const fixed = checker.fixed(project, requirement);
		const shown = inUse?.release ?? (known?.state === 'answered' ? newestGood(known.answer.value.releases) : undefined);
		if (shown === undefined) return { known, inUse, fixed, shown, metadata: undefined };
		const inMemory = index.peekMetadata(requirement.name, shown.version);
		const metadata = inMemory === undefined ? await this.#fetch(requirement.name, shown.version) : this.#read(inMemory);
		return { known, inUse, fixed, shown, metadata };
	}

	/** Undefined when it takes longer than a person looks; the answer then waits in memory. */
	#fetch(name: string, version: string): Promise<Facts['metadata']> {
		const asked = this.#session.engine.index.metadata(name, version).then(
			(answer) => this.#read(answer),
			(thrown: unknown) => toAutoDocsError(thrown),
		);
		return new Promise((resolve) => {
			const timer = setTimeout(() => resolve(undefined), patienceMs);
			asked.then((metadata) => {
				clearTimeout(timer);
				resolve(metadata);
			}, resolve);
		});
	}

	#read(answer: Answer<ReleaseMetadata>): Docs {
		return {
			docs: packageDocs(answer.value, this.#session.engine.settings['docs.maxCharacters']),
			extras: answer.value.providesExtra,
			answer,
		};
	}
}

interface Docs {
	readonly docs: PackageDocs;
	readonly extras: readonly string[];
	readonly answer: Answer<ReleaseMetadata>;
}

interface Facts extends VersionFacts {
	/** The one whose docs are shown: when none applies, the latest. */
	readonly shown: Release | undefined;
	/** Undefined while it is being fetched. */
	readonly metadata: Docs | AutoDocsError | undefined;
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

/** Our own words and checked names. */
function head({ project, requirement }: Found, facts: Facts): vscode.MarkdownString {
	const { known, inUse, fixed } = facts;
	const text = new vscode.MarkdownString(undefined, true);
	const version = inUse?.release.version;
	text.appendMarkdown(`**${escapeMarkdown(requirement.nameAsWritten)}**${version === undefined ? '' : ` ${escapeMarkdown(version)}`}`);
	text.appendMarkdown(
		escapeMarkdown(`${fixed !== undefined && requirement.origin.kind === 'index' ? ', ' : ' — '}${whence(requirement, facts)}`),
	);
	const marker = markerHere(project, requirement);
	if (marker !== undefined) text.appendMarkdown(`\n\n${escapeMarkdown(marker)}`);
	if (known?.state === 'answered') text.appendMarkdown(`\n\n${escapeMarkdown(latest(known, inUse))}`);
	if (known?.state === 'failed')
		text.appendMarkdown(`\n\n${escapeMarkdown(known.error.message)}\n\n${escapeMarkdown(known.error.suggestions[0] ?? '')}`);
	if (known?.state === 'answered' && known.answer.staleBecause !== undefined) {
		text.appendMarkdown(
			`\n\n$(history) ${escapeMarkdown(`From the cache, ${plainAge(Date.now() - known.answer.fetchedAt)} old: ${known.answer.staleBecause.message}`)}`,
		);
	}
	return text;
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

/** The one part with command links: it holds no text of a package but its checked name and version. */
function actions({ requirement }: Found, { known, shown }: Facts): vscode.MarkdownString[] {
	const isTroubled =
		known?.state === 'failed' ? known.error.retryable : known?.state === 'answered' && known.answer.staleBecause !== undefined;
	const argument = encodeURIComponent(JSON.stringify([requirement.name, shown?.version]));
	const links = [
		...(shown === undefined ? [] : [`[Open the docs](command:autodocs.openPackageDocs?${argument})`]),
		...(isTroubled ? ['[Retry now](command:autodocs.retryFailed)', '[Show health](command:autodocs.showHealth)'] : []),
	];
	const text = new vscode.MarkdownString(links.join(' · '));
	text.isTrusted = { enabledCommands: commands };
	return links.length === 0 ? [] : [text];
}

function latest(known: Known & { readonly state: 'answered' }, inUse: VersionInUse | undefined): string {
	const newest = newestGood(known.answer.value.releases);
	if (newest === undefined) return 'There are no releases.';
	const age = newest.uploadedAt === null ? '' : `, ${plainAge(Date.now() - newest.uploadedAt)} old`;
	if (newest.version === inUse?.release.version) return `This is the latest release${age}.`;
	const needs = newest.requiresPython === null ? '' : `; it needs Python ${newest.requiresPython}`;
	return `The latest release is ${newest.version}${age}${needs}.`;
}

/** Text of the package: shown, never trusted. */
function body({ inUse, shown, metadata }: Facts): vscode.MarkdownString[] {
	if (shown === undefined) return [];
	if (metadata === undefined) return [plain('Fetching the docs…')];
	if (metadata instanceof Error) return [plain(`${metadata.message}\n${metadata.suggestions[0] ?? ''}`)];
	const { docs, extras } = metadata;
	const facts = [
		docs.requiresPython === null ? undefined : `Python ${docs.requiresPython}`,
		docs.licence === null ? undefined : `licence ${docs.licence.slice(0, 60)}`,
		extras.length === 0 ? undefined : `extras ${extras.slice(0, 8).join(', ')}${extras.length > 8 ? ', …' : ''}`,
	].filter((fact) => fact !== undefined);
	const text = new vscode.MarkdownString();
	text.appendMarkdown(`${docs.summary === null ? '' : `${escapeMarkdown(docs.summary)}\n\n`}${escapeMarkdown(facts.join(' · '))}`);
	text.appendMarkdown(
		`\n\n${docs.links
			.slice(0, 5)
			.map(({ label, url }) => markdownLink(label, url))
			.join(' · ')}`,
	);
	const opening = excerpt(docs, excerptCharacters);
	const whose = inUse === undefined ? [plain(`Of ${shown.version}, the latest release:`)] : [];
	return [...whose, text, ...(opening === '' ? [] : [new vscode.MarkdownString(opening)])];
}

function plain(text: string): vscode.MarkdownString {
	return new vscode.MarkdownString().appendText(text);
}
