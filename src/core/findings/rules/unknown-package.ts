import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** The index answered that it has no such project: before an installer, or an agent, finds out. */
export const unknownPackage: Rule = {
	code: 'unknown-package',
	over: 'file',
	check({ parsed, asked }: FileContext): Draft[] {
		// The package may live at an index that the project names and AutoDocs does not ask.
		if (parsed.project?.namesOtherIndexes === true) return [];
		return asked.flatMap(({ requirement, known }) => {
			if (known.state !== 'failed' || known.error.code !== 'package_not_found') return [];
			const names = stringList(known.error.details['didYouMean']);
			const page = known.error.details['projectPage'];
			const fixes: Fix[] = names.map((name) => ({
				kind: 'edit',
				title: `Did you mean ${name}?`,
				edits: [{ span: requirement.spans.name, text: name }],
				preferred: names.length === 1,
			}));
			if (typeof page === 'string')
				fixes.push({ kind: 'command', title: 'Search the index for it', run: { command: 'openPage', url: page } });
			return {
				span: requirement.spans.name,
				file: requirement.file,
				package: requirement.name,
				message: [`${known.error.message}.`, ...known.error.suggestions.slice(0, 1)].join(' '),
				data: { didYouMean: names },
				fixes,
			};
		});
	},
};

function stringList(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
