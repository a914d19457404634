import { escapeMarkdown } from '../core/docs/escape-markdown.ts';

/** A Markdown link that runs a command of AutoDocs where the text is trusted to. `name`: without `autodocs.`. */
export function commandLink(label: string, name: string, ...given: readonly unknown[]): string {
	const query = given.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(given))}`;
	return `[${escapeMarkdown(label)}](command:autodocs.${name}${query})`;
}
