import type { AutoDocsError } from '../errors.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** A failure as a Markdown page: what failed, and what a person can do. */
export function errorPage(error: AutoDocsError): string {
	const steps = error.suggestions.map((suggestion) => `- ${escapeMarkdown(suggestion)}`).join('\n');
	return `# This could not be shown\n\n${escapeMarkdown(error.message)}\n${steps === '' ? '' : `\nWhat you can do:\n\n${steps}\n`}\nError code: \`${error.code}\`\n`;
}
