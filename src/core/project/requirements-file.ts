import type { Requirement } from './model.ts';
import { readRequirement } from './requirement-entry.ts';

/**
 * Reads a list of requirements, one a line (pip, "Requirements File Format", as far as setuptools takes it): comments, hashes and line
 * continuations are understood; options such as `-r other.txt` are left out. Spans are UTF-16 offsets into `text`.
 */
export function parseRequirementsFile(text: string, file: string, source: string): readonly Requirement[] {
	const requirements: Requirement[] = [];
	let start = 0;
	for (const line of text.split(/(?<=\n)/)) {
		const raw = line
			.replace(/(^|\s)#.*$/s, '')
			.replace(/\s--hash=.*$/s, '')
			.replace(/\\\s*$/, '')
			.trimEnd();
		const indent = raw.length - raw.trimStart().length;
		const content = raw.trim();
		const at = start + indent;
		if (content !== '' && !content.startsWith('-')) {
			const token = { start: at, end: at + content.length };
			requirements.push(readRequirement({ raw: content, token, entry: token, offsets: (offset) => at + offset, source, file }));
		}
		start += line.length;
	}
	return requirements;
}
