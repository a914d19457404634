import * as l10n from '@vscode/l10n';
import type { AutoDocsError } from '../../errors.ts';
import type { Requirement } from '../../project/model.ts';
import type { EditFix, Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** The index answered that it has no such project: before an installer, or an agent, finds out. */
export const unknownPackage: Rule = {
	code: 'unknown-package',
	over: 'file',
	check({ parsed, text, asked }: FileContext): Draft[] {
		// The package may live at an index that the project names and AutoDocs does not ask.
		if (parsed.project === undefined || parsed.project.namesOtherIndexes) return [];
		const renaming = new Renaming(parsed.project.requirements, text);
		return asked.flatMap(({ requirement, known }) => {
			if (known.state !== 'failed' || known.error.code !== 'package_not_found') return [];
			const names = stringList(known.error.details['didYouMean']);
			const page = known.error.details['projectPage'];
			const fixes: Fix[] = [...renaming.fixes(requirement, names)];
			if (typeof page === 'string')
				fixes.push({ kind: 'command', title: l10n.t('Search the index for it'), run: { command: 'openPage', url: page } });
			return {
				span: requirement.spans.name,
				file: requirement.file,
				package: requirement.name,
				message: sentence(known.error),
				data: { didYouMean: names },
				fixes,
			};
		});
	},
};

function sentence({ message, suggestions: [first] }: AutoDocsError): string {
	return first === undefined ? l10n.t('{0}.', message) : l10n.t('{0}. {1}', message, first);
}

/** Writes other names. In Poetry's tables they are keys, of which TOML wants each but once, whether they stand there or another fix writes them. */
class Renaming {
	readonly #text: string;
	readonly #keys: ReadonlySet<string>;
	readonly #written = new Set<string>();

	constructor(requirements: readonly Requirement[], text: string) {
		this.#text = text;
		this.#keys = new Set(requirements.filter(isKey).map(({ source, nameAsWritten }) => keyIn(source, nameAsWritten)));
	}

	fixes(requirement: Requirement, names: readonly string[]): readonly EditFix[] {
		const { name } = requirement.spans;
		// A key of several headers or dotted lines would be renamed in one of them alone.
		const isSplit = isKey(requirement) && !/^["']?[ \t]*(=|\](?!\]))/.test(this.#text.slice(name.end, name.end + 100));
		return names.flatMap((meant): EditFix[] => {
			const key = keyIn(requirement.source, meant);
			if (isKey(requirement) && (isSplit || this.#keys.has(key))) return [];
			const preferred = names.length === 1 && !(isKey(requirement) && this.#written.has(key));
			if (preferred) this.#written.add(key);
			return [{ kind: 'edit', title: l10n.t('Did you mean {0}?', meant), edits: [{ span: name, text: meant }], preferred }];
		});
	}
}

function isKey({ dialect }: Requirement): boolean {
	return dialect === 'poetry';
}

function keyIn(source: string, key: string): string {
	return `${source}\n${key}`;
}

function stringList(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
