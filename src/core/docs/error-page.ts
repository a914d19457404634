import * as l10n from '@vscode/l10n';
import type { AutoDocsError } from '../errors.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** A failure as a Markdown page: what failed, and what a person can do. */
export function errorPage(error: AutoDocsError): string {
	const steps = error.suggestions.map((suggestion) => `- ${escapeMarkdown(suggestion)}`).join('\n');
	const parts = [
		`# ${l10n.t('This could not be shown')}`,
		escapeMarkdown(error.message),
		...(steps === '' ? [] : [l10n.t('What you can do:'), steps]),
		l10n.t('Error code: {0}', `\`${error.code}\``),
	];
	return `${parts.join('\n\n')}\n`;
}
