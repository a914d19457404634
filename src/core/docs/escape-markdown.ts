/** One line of text that reads as itself in Markdown, whoever wrote it. */
export function escapeMarkdown(text: string): string {
	// An address without marks (`www.x`) would take in the backslash of `\<`, and leave the bracket to begin a tag.
	return text
		.replace(/[\\`*_{}[\]()#+!~|>&$@]/g, '\\$&')
		.replaceAll('<', '&lt;')
		.replace(/\s*\r?\n\s*/g, ' ');
}

/** A Markdown link whose label and target cannot break out of it. */
export function markdownLink(label: string, url: string): string {
	return `[${escapeMarkdown(label)}](${url.replace(/[()\s<>\\|]/g, percentEncoded)})`;
}

/** `encodeURIComponent` leaves parentheses as they are. */
function percentEncoded(character: string): string {
	return character === '(' ? '%28' : character === ')' ? '%29' : encodeURIComponent(character);
}
