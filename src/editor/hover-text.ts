import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainAge } from '../core/docs/age.ts';
import { escapeMarkdown, markdownLink } from '../core/docs/escape-markdown.ts';
import { excerpt } from '../core/docs/excerpt.ts';
import type { AutoDocsError } from '../core/errors.ts';
import type { Known } from '../core/index/lookups.ts';
import { newestGood } from '../core/index/newest-good.ts';
import type { Release } from '../core/index/package-index.ts';
import type { VersionInUse } from '../core/index/version-in-use.ts';
import { isTooNew, whyTooNew } from '../core/project/exclude-newer.ts';
import type { Facts } from './hover-facts.ts';

const excerptCharacters = 700;

const commands = ['autodocs.openPackageDocs', 'autodocs.retryFailed', 'autodocs.showHealth', 'autodocs.openHelp'];

/** What a hover begins with. */
interface Heading {
	/** A name, checked or as written. */
	readonly title: string;
	/** Where its version comes from, with what joins that to it. */
	readonly whence: string;
	/** Each a paragraph. */
	readonly notes: readonly string[];
}

/** Our own words and checked names. */
export function hoverHead({ title, whence, notes }: Heading, facts: Facts): vscode.MarkdownString {
	const { known, inUse } = facts;
	const text = new vscode.MarkdownString(undefined, true);
	const version = inUse?.release.version;
	text.appendMarkdown(`**${escapeMarkdown(title)}**${version === undefined ? '' : ` ${escapeMarkdown(version)}`}`);
	text.appendMarkdown(escapeMarkdown(whence));
	for (const note of notes) text.appendMarkdown(`\n\n${escapeMarkdown(note)}`);
	if (known?.state === 'answered') text.appendMarkdown(`\n\n${escapeMarkdown(latest(known, facts))}`);
	if (known?.state === 'failed')
		text.appendMarkdown(`\n\n${escapeMarkdown(known.error.message)}\n\n${escapeMarkdown(known.error.suggestions[0] ?? '')}`);
	if (known?.state === 'answered' && known.answer.staleBecause !== undefined) {
		text.appendMarkdown(
			`\n\n$(history) ${escapeMarkdown(`From the cache, ${plainAge(Date.now() - known.answer.fetchedAt)} old: ${known.answer.staleBecause.message}`)}`,
		);
	}
	return text;
}

/** The one part with command links: it holds no text of a package but its checked name and version. */
export function hoverActions(name: string, { known, shown, metadata }: Facts): vscode.MarkdownString[] {
	const isTroubled =
		known?.state === 'failed' ? known.error.retryable : known?.state === 'answered' && known.answer.staleBecause !== undefined;
	const error = known?.state === 'failed' ? known.error : metadata instanceof Error ? metadata : undefined;
	const argument = encodeURIComponent(JSON.stringify([name, shown?.version]));
	const links = [
		...(shown === undefined ? [] : [`[Open the docs](command:autodocs.openPackageDocs?${argument})`]),
		...(isTroubled ? ['[Retry now](command:autodocs.retryFailed)', '[Show health](command:autodocs.showHealth)'] : []),
		...(error === undefined ? [] : [helpLink(error)]),
	];
	const text = new vscode.MarkdownString(links.join(' · '));
	text.isTrusted = { enabledCommands: commands };
	return links.length === 0 ? [] : [text];
}

/** Leads to the page about an error, which comes with the extension. */
function helpLink({ code }: AutoDocsError): string {
	const argument = encodeURIComponent(JSON.stringify([`errors/${code}.md`]));
	return `[${escapeMarkdown(l10n.t('What this error means'))}](command:autodocs.openHelp?${argument})`;
}

function latest(known: Known & { readonly state: 'answered' }, { inUse, cutOff }: Facts): string {
	const { releases } = known.answer.value;
	const newest = newestGood(releases, (release) => !isTooNew(release, cutOff)) ?? newestGood(releases);
	const ofAll = newestGood(releases);
	const leftOut = cutOff === undefined || ofAll === newest ? '' : ` ${ofAll?.version} ${whyTooNew(cutOff)}.`;
	return latestIs(newest, inUse) + leftOut;
}

function latestIs(newest: Release | undefined, inUse: VersionInUse | undefined): string {
	if (newest === undefined) return 'There are no releases.';
	const age = newest.uploadedAt === null ? '' : `, ${plainAge(Date.now() - newest.uploadedAt)} old`;
	if (newest.version === inUse?.release.version) return `This is the latest release${age}.`;
	const needs = newest.requiresPython === null ? '' : `; it needs Python ${newest.requiresPython}`;
	return `The latest release is ${newest.version}${age}${needs}.`;
}

/** Text of the package: shown, never trusted. */
export function hoverBody({ inUse, shown, metadata }: Facts): vscode.MarkdownString[] {
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

export function plain(text: string): vscode.MarkdownString {
	return new vscode.MarkdownString().appendText(text);
}
