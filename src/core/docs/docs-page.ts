import * as l10n from '@vscode/l10n';
import type { Answer } from '../network/request.ts';
import type { Millis } from '../platform.ts';
import { plainAge } from './age.ts';
import { escapeMarkdown, markdownLink } from './escape-markdown.ts';
import type { PackageDocs } from './package-docs.ts';

/** The docs of one release as a Markdown page for agents: what is known of it first, then its description. `now` is wall clock ms. */
export function docsPage(
	docs: PackageDocs,
	answer: Pick<Answer<unknown>, 'fetchedAt' | 'staleBecause'>,
	index: string,
	now: number,
): string {
	const facts = [
		`version ${docs.version}`,
		docs.requiresPython === null ? undefined : `Python ${docs.requiresPython}`,
		docs.licence === null ? undefined : `licence ${docs.licence}`,
		`from ${index}`,
	].filter((fact) => fact !== undefined);
	const parts = [
		`# ${escapeMarkdown(docs.name)} ${escapeMarkdown(docs.version)}`,
		docs.summary === null ? '' : `*${escapeMarkdown(docs.summary)}*`,
		escapeMarkdown(facts.join(' · ')),
		docs.links.map(({ label, url }) => markdownLink(label, url)).join(' · '),
		answer.staleBecause === undefined ? '' : `> ${shownFromCache(answer.fetchedAt, answer.staleBecause.message, now)}`,
		'---',
		docsBody(docs),
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Says how old an answer is, and why there is no newer one; in Markdown. Times are wall clock ms. */
export function shownFromCache(fetchedAt: Millis, why: string, now: Millis): string {
	return l10n.t('Shown from the cache, {0} old: {1}', plainAge(now - fetchedAt), escapeMarkdown(why));
}

/** The description alone. */
export function docsBody(docs: PackageDocs): string {
	const parts = [
		...docs.sections.map(
			(section) =>
				(section.heading === null ? '' : `${'#'.repeat(Math.max(2, section.level))} ${escapeMarkdown(section.heading)}\n\n`) +
				section.markdown,
		),
		docs.sections.length === 0 ? `*${whyNone(docs)}*` : '',
		docs.isCut ? `*${l10n.t('The description is longer than the setting `autodocs.docs.maxCharacters` shows.')}*` : '',
	];
	return parts.filter((part) => part !== '').join('\n\n');
}

/** Says why a release has no docs: it has none, or nobody can know. */
export function whyNone({ onlyListed }: PackageDocs): string {
	return onlyListed
		? l10n.t('The index offers no metadata of this release, only its files: its summary, licence and docs are not known.')
		: l10n.t('This release has no description.');
}
