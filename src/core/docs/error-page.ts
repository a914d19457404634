import * as l10n from '@vscode/l10n';
import type { AutoDocsError } from '../errors.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** A failure as a Markdown page: what failed, and what a person can do. `above`: from the page's folder to that of all packages. */
export function errorPage(error: AutoDocsError, above: string): string {
	const steps = error.suggestions.map((suggestion) => `- ${escapeMarkdown(suggestion)}`).join('\n');
	const parts = [
		`# ${l10n.t('This could not be shown')}`,
		escapeMarkdown(error.message),
		...(steps === '' ? [] : [l10n.t('What you can do:'), steps]),
		l10n.t('What this error means, and when it is seen: {0}', `[\`${error.code}\`](${above}../errors/${error.code}.md)`),
	];
	return `${parts.join('\n\n')}\n`;
}
