export type DescriptionFormat = 'markdown' | 'rst' | 'plain';

/** Marks that only one of the formats has; a description that names no format, or the wrong one, is judged by them. */
const markdownMarks = [/^#{1,6} \S/gm, /^(?:```|~~~)/gm, /\]\((?:https?:|#|\.|\/)/g, /^\[[^[\]\n]{1,80}\]: \S/gm, /^\|[ :|-]+\|$/gm];
const rstMarks = [
	/^\.\. [\w|[_]/gm,
	/^(?:={4,}|-{4,}|~{4,}|\^{4,}|\*{4,})$/gm,
	/`__?(?=\W|$)/gm,
	/::$/gm,
	/``[^`\n]+``/g,
	/^:[\w -]{1,30}:/gm,
];

/** How much of a description is looked at. */
const sample = 20_000;

/**
 * The format that `Description-Content-Type` names. None named means reStructuredText (as PyPI has it), unless the text is plainly Markdown;
 * `text/plain` that has no marks of either stays plain.
 */
export function descriptionFormat(contentType: string | null, description: string): DescriptionFormat {
	const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (type === 'text/markdown') return 'markdown';
	if (type === 'text/x-rst' || type === 'text/prs.fallenstein.rst') return 'rst';
	const text = description.slice(0, sample);
	const markdown = count(text, markdownMarks);
	const rst = count(text, rstMarks);
	if (markdown > rst) return 'markdown';
	return rst > 0 ? 'rst' : 'plain';
}

function count(text: string, marks: readonly RegExp[]): number {
	return marks.reduce((sum, mark) => sum + (text.match(mark)?.length ?? 0), 0);
}
