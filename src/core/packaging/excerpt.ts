/** As much of `text` as fits into a message: at most 60 UTF-16 units, line ends as blanks. */
export function excerpt(text: string): string {
	const head = text.slice(0, 61).replace(/[\r\n]/g, ' ');
	return head.length > 60 ? `${head.slice(0, 59)}…` : head;
}
