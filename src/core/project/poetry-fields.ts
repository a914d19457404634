import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import type { Span } from '../span.ts';
import type { Fault } from './read-string.ts';
import type { TomlTable } from './toml.ts';

const strings: readonly string[] = ['version', 'python', 'platform', 'markers', 'marker', 'source', 'git', 'path', 'file', 'url'];

/** The first field of a table-valued entry that is of the wrong kind. */
export function wrongField(table: TomlTable): Fault | undefined {
	for (const { key, value } of table.entries.values()) {
		if (strings.includes(key) && value.kind !== 'string') return wrong(l10n.t('{0} has to be text in quotes', key), value.span);
		if (key !== 'extras') continue;
		const other = value.kind === 'array' ? value.items.find((item) => item.kind !== 'string') : value;
		if (other !== undefined) return wrong(l10n.t('{0} has to be a list of texts in quotes', key), other.span);
	}
	return undefined;
}

/** A fault of an entry. */
export function wrong(message: string, span: Span): Fault {
	return { error: new ValidationError(message, { code: 'invalid_requirement' }), span };
}
