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
