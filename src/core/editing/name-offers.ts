import { popularNames } from '../index/popular-names.ts';

/** Names to offer, most likely first. */
export interface NameOffers {
	readonly names: readonly string[];
	/** Whether there are more than these. */
	readonly isCut: boolean;
}

const mostNames = 200;
/** Letters in their order within a name say too little below this. */
const shortestFuzzy = 3;

/**
 * Names for what is typed: those that begin with it, then those that hold it, then those that hold its letters in their order; within each the
 * `known` ones first (those of the workspace, then those that are cached), then the most popular. Asks nobody.
 */
export function nameOffers(typed: string, known: Iterable<string>): NameOffers {
	const wanted = typed
		.toLowerCase()
		.replace(/["']/g, '')
		.replace(/[-_.]+/g, '-');
	const beginning = new Set<string>();
	const holding: string[] = [];
	const fuzzy: string[] = [];
	const consider = (name: string) => {
		if (name.startsWith(wanted)) beginning.add(name);
		else if (name.includes(wanted)) holding.push(name);
		else if (wanted.length >= shortestFuzzy && holdsInOrder(name, wanted)) fuzzy.push(name);
	};
	for (const name of known) consider(name);
	for (const name of popularNames) consider(name);
	const all = new Set([...beginning, ...holding, ...fuzzy]);
	return { names: [...all].slice(0, mostNames), isCut: all.size > mostNames };
}

function holdsInOrder(name: string, letters: string): boolean {
	if (name[0] !== letters[0]) return false;
	let at = 0;
	for (const letter of letters) {
		at = name.indexOf(letter, at) + 1;
		if (at === 0) return false;
	}
	return true;
}
