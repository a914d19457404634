import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainAge } from '../core/docs/age.ts';
import { whyNone } from '../core/docs/docs-page.ts';
import { escapeMarkdown, markdownLink } from '../core/docs/escape-markdown.ts';
import { excerpt } from '../core/docs/excerpt.ts';
import type { AutoDocsError } from '../core/errors.ts';
import type { Latest } from '../core/index/newest-good.ts';
import type { Release } from '../core/index/package-index.ts';
import type { VersionInUse } from '../core/index/version-in-use.ts';
import { whyTooNew } from '../core/project/exclude-newer.ts';
import { commandLink } from './command-link.ts';
import type { Facts } from './hover-facts.ts';
import { plainMarkdown } from './plain-markdown.ts';

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
	const { known, inUse, latest } = facts;
	const text = new vscode.MarkdownString(undefined, true);
	const version = inUse?.release.version;
	text.appendMarkdown(`**${escapeMarkdown(title)}**${version === undefined ? '' : ` ${escapeMarkdown(version)}`}`);
	text.appendMarkdown(escapeMarkdown(whence));
	for (const note of notes) text.appendMarkdown(`\n\n${escapeMarkdown(note)}`);
	if (latest !== undefined) text.appendMarkdown(`\n\n${escapeMarkdown(latestLine(latest, facts))}`);
	if (known?.state === 'failed')
		text.appendMarkdown(`\n\n${escapeMarkdown(known.error.message)}\n\n${escapeMarkdown(known.error.suggestions[0] ?? '')}`);
	if (known?.state === 'answered' && known.answer.staleBecause !== undefined) {
		const age = plainAge(Date.now() - known.answer.fetchedAt);
		text.appendMarkdown(`\n\n$(history) ${escapeMarkdown(l10n.t('From the cache, {0} old: {1}', age, known.answer.staleBecause.message))}`);
	}
	return text;
}

/** The one part with command links: it holds no text of a package but its checked name and version. */
export function hoverActions(name: string, { known, shown, metadata }: Facts): vscode.MarkdownString[] {
	const isTroubled =
		known?.state === 'failed' ? known.error.retryable : known?.state === 'answered' && known.answer.staleBecause !== undefined;
	const error = known?.state === 'failed' ? known.error : metadata instanceof Error ? metadata : undefined;
	const links = [
		...(shown === undefined ? [] : [commandLink(l10n.t('Open the docs'), 'openPackageDocs', name, shown.version)]),
		...(isTroubled ? [commandLink(l10n.t('Retry now'), 'retryFailed'), commandLink(l10n.t('Show health'), 'showHealth')] : []),
		...(error === undefined ? [] : [helpLink(error)]),
	];
	const text = new vscode.MarkdownString(links.join(' · '));
	text.isTrusted = { enabledCommands: commands };
	return links.length === 0 ? [] : [text];
}

/** Leads to the page about an error, which comes with the extension. */
function helpLink({ code }: AutoDocsError): string {
	return commandLink(l10n.t('What this error means'), 'openHelp', `errors/${code}.md`);
}

function latestLine({ latest, leftOut }: Latest, { inUse, cutOff }: Facts): string {
	const said = latestIs(latest, inUse);
	return cutOff === undefined || leftOut === undefined ? said : l10n.t('{0} {1} {2}.', said, leftOut.version, whyTooNew(cutOff));
}

function latestIs(newest: Release | undefined, inUse: VersionInUse | undefined): string {
	if (newest === undefined) return l10n.t('There are no releases.');
	const { version, uploadedAt, requiresPython } = newest;
	const age = uploadedAt === null ? undefined : plainAge(Date.now() - uploadedAt);
	if (version === inUse?.release.version)
		return age === undefined ? l10n.t('This is the latest release.') : l10n.t('This is the latest release, {0} old.', age);
	if (requiresPython === null)
		return age === undefined ? l10n.t('The latest release is {0}.', version) : l10n.t('The latest release is {0}, {1} old.', version, age);
	return age === undefined
		? l10n.t('The latest release is {0}; it needs Python {1}.', version, requiresPython)
		: l10n.t('The latest release is {0}, {1} old; it needs Python {2}.', version, age, requiresPython);
}

/** Text of the package: shown, never trusted. */
export function hoverBody({ inUse, shown, metadata }: Facts): vscode.MarkdownString[] {
	if (shown === undefined) return [];
	if (metadata === undefined) return [plainMarkdown(l10n.t('Fetching the docs…'))];
	if (metadata instanceof Error) return [plainMarkdown(metadata.message, ...metadata.suggestions.slice(0, 1))];
	const { docs, extras } = metadata;
	const facts = [
		docs.requiresPython === null ? undefined : `Python ${docs.requiresPython}`,
		docs.licence === null ? undefined : l10n.t('licence {0}', docs.licence.slice(0, 60)),
		extras.length === 0 ? undefined : l10n.t('extras {0}', `${extras.slice(0, 8).join(', ')}${extras.length > 8 ? ', …' : ''}`),
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
	const missing = docs.onlyListed ? [plainMarkdown(whyNone(docs))] : [];
	const whose = inUse === undefined ? [plainMarkdown(l10n.t('Of {0}, the latest release:', shown.version))] : [];
	return [...whose, text, ...missing, ...(opening === '' ? [] : [new vscode.MarkdownString(opening)])];
}
