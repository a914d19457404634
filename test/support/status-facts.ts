import type { StatusFacts } from '../../src/core/health/status.ts';

/** Nothing is wrong, and two packages are known. */
export const wellFacts: StatusFacts = {
	offline: false,
	index: 'https://index.test/simple',
	packages: { total: 2, pending: 0, failed: 0, stale: 0 },
	breaker: 'closed',
	nextTryAt: undefined,
	cause: undefined,
	problems: 0,
	settings: [],
};
