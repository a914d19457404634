import { type Budget, share } from './room.ts';

/** Of the whole, the primary package may take so much, however much the others need. */
const primaryPart = 0.6;

/** How much of a budget each package gets. */
export interface Shares {
	readonly primary: Budget;
	readonly others: readonly Budget[];
}

/**
 * Divides a budget: nobody gets more than is needed, what one leaves goes to the others. The primary package gets what it needs as long as that is not
 * more than three fifths, or than what the others leave; `least` in any case. The others share the rest evenly.
 */
export function shares(whole: Budget, primary: Budget, others: readonly Budget[], least: Budget): Shares {
	const most = share(whole, primaryPart);
	const divide = (of: keyof Budget) => {
		const needs = others.map((need) => need[of]);
		const left = whole[of] - needs.reduce((sum, need) => sum + need, 0);
		const first = Math.min(primary[of], Math.max(most[of], left, Math.min(least[of], whole[of])));
		return { first, rest: evenly(whole[of] - first, needs) };
	};
	const characters = divide('characters');
	const tokens = divide('tokens');
	return {
		primary: { characters: characters.first, tokens: tokens.first },
		others: others.map((_, i) => ({ characters: characters.rest[i] ?? 0, tokens: tokens.rest[i] ?? 0 })),
	};
}

/** Those who need least first: what they leave is there for those who need more. */
function evenly(room: number, needs: readonly number[]): readonly number[] {
	const given = needs.map(() => 0);
	let left = room;
	for (const [done, { need, i }] of needs
		.map((need, i) => ({ need, i }))
		.sort((a, b) => a.need - b.need)
		.entries()) {
		const gets = Math.min(need, Math.floor(left / (needs.length - done)));
		given[i] = gets;
		left -= gets;
	}
	return given;
}
