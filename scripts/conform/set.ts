/** How one set of cases fared. */
export interface ConformSet {
	readonly name: string;
	readonly passed: number;
	readonly failed: number;
	/** Cases about which two releases of the oracle disagree. */
	readonly skipped: number;
	/** The first few failures, a line each. */
	readonly failures: readonly string[];
	/** The share of cases that has to pass, 0 to 1. */
	readonly goal: number;
}

/** How many failures are told of one set. */
const mostTold = 20;

/** A set of which every case counts. `failures`: a line for each case that failed. */
export function conformSet(name: string, cases: number, failures: readonly string[], goal = 1): ConformSet {
	return { name, passed: cases - failures.length, failed: failures.length, skipped: 0, failures: failures.slice(0, mostTold), goal };
}
