import { shortLine } from '../core/docs/visible-text.ts';

/** Words of others, in one line, for places where VS Code makes an icon of `$(name)`: quick picks and the status bar. */
export function withoutIcons(words: string): string {
	return shortLine(words).replace(/\$\([\w-]+(?:~\w+)?\)/g, '\\$&');
}

/** The same for notifications, where VS Code makes a link of `[label](target)`, to a command too. */
export function withoutLinks(words: string): string {
	return shortLine(words).replaceAll('](', '] (');
}
