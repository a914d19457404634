/**
 * The number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment) that turn `a` into `b`, or
 * `limit + 1` when it is more than `limit`. Time is O(length × limit).
 */
export function boundedEditDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	const far = limit + 1;
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, far));
	for (let row = 1; row <= a.length; row++) {
		const current = new Array<number>(b.length + 1).fill(far);
		if (row <= limit) current[0] = row;
		let smallest = current[0] ?? far;
		for (let column = Math.max(1, row - limit); column <= Math.min(b.length, row + limit); column++) {
			const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
			let cost = Math.min((last[column - 1] ?? far) + (same ? 0 : 1), (last[column] ?? far) + 1, (current[column - 1] ?? far) + 1);
			const swapped =
				row > 1 && column > 1 && a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
			if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? far) + 1);
			current[column] = cost;
			smallest = Math.min(smallest, cost);
		}
		if (smallest > limit) return far;
		beforeLast = last;
		last = current;
	}
	return Math.min(last[b.length] ?? far, far);
}
