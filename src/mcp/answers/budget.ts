/** The first members whose JSON takes at most `characters` together. */
export function withinBudget<T>(members: readonly T[], characters: number): T[] {
	let left = characters;
	const tooMuch = members.findIndex((member) => {
		left -= JSON.stringify(member).length + 1;
		return left < 0;
	});
	return members.slice(0, tooMuch === -1 ? members.length : tooMuch);
}
