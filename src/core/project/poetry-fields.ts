import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import { excerpt } from '../packaging/excerpt.ts';
import type { Span } from '../span.ts';
import type { Fault } from './read-string.ts';
import type { TomlTable } from './toml.ts';
import { booleanAt, stringAt } from './toml-access.ts';

const strings: readonly string[] = ['version', 'python', 'platform', 'markers', 'marker', 'source', 'git', 'path', 'file', 'url'];
const booleans: readonly string[] = ['allow-prereleases', 'allows-prereleases'];

/** The first field of a table-valued entry that is of the wrong kind. */
export function wrongField(table: TomlTable): Fault | undefined {
	for (const { key, value } of table.entries.values()) {
		if (strings.includes(key) && value.kind !== 'string') return wrong(l10n.t('{0} has to be text in quotes', key), value.span);
		if (booleans.includes(key) && booleanAt(table, key) === undefined) return wrong(l10n.t('{0} has to be true or false', key), value.span);
		if (key !== 'extras') continue;
		const other = value.kind === 'array' ? value.items.find((item) => item.kind !== 'string') : value;
		if (other !== undefined) return wrong(l10n.t('{0} has to be a list of texts in quotes', key), other.span);
	}
	return undefined;
}

/** An address that Poetry refuses: a URL without a host, or one of a repository that has neither a colon nor two slashes. */
export function badAddress(table: TomlTable | undefined): Fault | undefined {
	const [git, url] = [stringAt(table, 'git'), stringAt(table, 'url')];
	if (git !== undefined && !/:|\/[^/]*\//.test(git.value)) {
		return wrong(l10n.t('“{0}” is no address of a Git repository', excerpt(git.value)), git.span);
	}
	if (url === undefined || /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(url.value)) return undefined;
	return wrong(l10n.t('“{0}” is no URL with a host', excerpt(url.value)), url.span);
}

/** A fault of an entry. */
export function wrong(message: string, span: Span): Fault {
	return { error: new ValidationError(message, { code: 'invalid_requirement' }), span };
}
