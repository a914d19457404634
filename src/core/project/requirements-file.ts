import * as l10n from '@vscode/l10n';
import type { ProjectProblem, Requirement } from './model.ts';
import { readRequirement } from './requirement-entry.ts';
import { shifted } from './token-places.ts';

/** What a list of requirements in a file of its own holds. */
export interface RequirementsFile {
	readonly requirements: readonly Requirement[];
	readonly problems: readonly ProjectProblem[];
}

/**
 * Reads a list of requirements, one a line, as setuptools takes it for a dynamic field: comments and line continuations are understood. Of pip's
 * options it takes none ("Dynamic Metadata": “pip specific syntaxes, e.g. -c/-r/-e and other flags, are not supported”), so that each is a
 * problem at its place. Spans are UTF-16 offsets into `text`; an entry is its whole line.
 */
export function parseRequirementsFile(text: string, file: string, source: string): RequirementsFile {
	const requirements: Requirement[] = [];
	const problems: ProjectProblem[] = [];
	let start = 0;
	for (const line of joined(text).split(/(?<=\r\n|\n|\r(?!\n))/)) {
		const content = line.replace(/(^|\s)#.*$/s, '').trimEnd();
		const raw = content.slice(0, optionsAt(content)).trim();
		const at = start + content.length - content.trimStart().length;
		if (raw !== '') {
			const token = { start: at, end: at + raw.length };
			const entry = { start, end: start + line.length };
			requirements.push(readRequirement({ raw, token, entry, places: shifted(at), source, file }));
		}
		const options = content.slice(at - start + raw.length).trimStart();
		const end = start + content.length;
		if (options !== '') {
			problems.push({ code: 'invalid-requirement', message: notTaken(options), file, span: { start: end - options.length, end } });
		}
		start += line.length;
	}
	return { requirements, problems };
}

/** A backslash at the end of a line makes one of it and the next, but in a comment: both become blanks, so that every offset stays. */
function joined(text: string): string {
	return text.replace(/(?<=^|\s)#.*$|\\(?:\r\n|\n|\r)/gm, (found) => (found.startsWith('#') ? found : ' '.repeat(found.length)));
}

/** Where pip's options begin: at the start of a line, or those for one requirement behind it (pip, "Requirements File Format"). */
function optionsAt(content: string): number {
	const at = content.search(/^\s*-|\s--(?:hash|global-option|config-settings)\b/);
	return at === -1 ? content.length : at;
}

/** Names the option alone: what it is given may hold a password. */
function notTaken(options: string): string {
	const option = /^--[\w-]+|^-\w?/.exec(options)?.[0] ?? '-';
	const isFile = option === '-r' || option === '--requirement';
	return isFile
		? l10n.t(
				'setuptools takes no options such as “{0}” in this list and refuses to build the project. Name that file in pyproject.toml beside this one.',
				option,
			)
		: l10n.t('setuptools takes no options such as “{0}” in this list and refuses to build the project.', option);
}
