/** So many cursors a person may type with. More changes at once are made by a tool, or by undoing what one made: VS Code cuts them small. */
const mostCursors = 10;

/** Whether a change of a document is a character typed, or a bracket with the one that closes it, and more is likely to come. */
export function isTyping(changes: readonly { readonly text: string }[]): boolean {
	return changes.length <= mostCursors && changes.every(({ text }) => text.length <= 2);
}
