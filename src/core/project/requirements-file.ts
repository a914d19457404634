import type { Requirement } from './model.ts';
import { readRequirement } from './requirement-entry.ts';
import { shifted } from './token-places.ts';

/**
 * Reads a list of requirements, one a line (pip, "Requirements File Format", as far as setuptools takes it): comments, hashes and line
 * continuations are understood; options such as `-r other.txt` are left out. Spans are UTF-16 offsets into `text`; an entry is its whole line.
 */
export function parseRequirementsFile(text: string, file: string, source: string): readonly Requirement[] {
	const requirements: Requirement[] = [];
	let start = 0;
	for (const line of joined(text).split(/(?<=\r\n|\n|\r(?!\n))/)) {
		const raw = line
			.replace(/(^|\s)#.*$/s, '')
			.replace(/\s--hash=.*$/s, '')
			.trimEnd();
		const content = raw.trimStart();
		const at = start + raw.length - content.length;
		if (content !== '' && !content.startsWith('-')) {
			const token = { start: at, end: at + content.length };
			const entry = { start, end: start + line.length };
			requirements.push(readRequirement({ raw: content, token, entry, places: shifted(at), source, file }));
		}
		start += line.length;
	}
	return requirements;
}

/** A backslash at the end of a line makes one of it and the next: both become blanks, so that every offset stays. */
function joined(text: string): string {
	return text.replace(/\\(\r\n|\n|\r)/g, (mark) => ' '.repeat(mark.length));
}
