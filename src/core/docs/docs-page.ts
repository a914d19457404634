import type { Answer } from '../network/request.ts';
import { plainAge } from './age.ts';
import { escapeMarkdown, markdownLink } from './escape-markdown.ts';
import type { PackageDocs } from './package-docs.ts';

/** The docs of one release as a Markdown page: what is known of it first, then its description. `now` is wall clock ms. */
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
		answer.staleBecause === undefined
			? ''
			: `> Shown from the cache, ${plainAge(now - answer.fetchedAt)} old: ${escapeMarkdown(answer.staleBecause.message)}`,
		'---',
		docsBody(docs),
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The description alone. */
export function docsBody(docs: PackageDocs): string {
	const parts = [
		...docs.sections.map(
			(section) =>
				(section.heading === null ? '' : `${'#'.repeat(Math.max(2, section.level))} ${escapeMarkdown(section.heading)}\n\n`) +
				section.markdown,
		),
		docs.sections.length === 0 ? '*This release has no description.*' : '',
		docs.isCut ? '*The description is longer than the setting `autodocs.docs.maxCharacters` shows.*' : '',
	];
	return parts.filter((part) => part !== '').join('\n\n');
}
