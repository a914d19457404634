import * as l10n from '@vscode/l10n';
import { normalizeName } from '../packaging/name.ts';
import type { ProjectProblem } from './model.ts';
import type { TomlTable } from './toml.ts';
import { tableAt } from './toml-access.ts';

/** Groups and extras that are written in two ways but have one name, which tools have to refuse (PEP 735, PEP 685). */
export function sameNames(root: TomlTable, file: string): readonly ProjectProblem[] {
	return [tableAt(root, 'dependency-groups'), tableAt(tableAt(root, 'project'), 'optional-dependencies')].flatMap((table) => {
		const seen = new Map<string, string>();
		return [...(table?.entries.values() ?? [])].flatMap(({ key, keySpan }): ProjectProblem[] => {
			const first = seen.get(normalizeName(key));
			if (first === undefined) {
				seen.set(normalizeName(key), key);
				return [];
			}
			const message = l10n.t('“{0}” and “{1}” are the same name. Only one of the two is allowed.', key, first);
			return [{ code: 'invalid-requirement', message, file, span: keySpan }];
		});
	});
}
