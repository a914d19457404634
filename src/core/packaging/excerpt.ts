/** As much of `text` as fits into a message: at most so many UTF-16 units, line ends as blanks. */
export function excerpt(text: string, most = 60): string {
	const head = text.slice(0, most + 1).replace(/[\r\n]/g, ' ');
	return head.length > most ? `${head.slice(0, most - 1)}…` : head;
}
