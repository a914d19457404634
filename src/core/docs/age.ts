import type { Millis } from '../platform.ts';

const units = [
	['year', 365.25 * 86_400_000],
	['month', 30.44 * 86_400_000],
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const;

/** A duration as a person says it: `3 days`, `1 year`, `less than a minute`. */
export function plainAge(ms: Millis): string {
	for (const [unit, length] of units) {
		const count = Math.floor(ms / length);
		if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'}`;
	}
	return 'less than a minute';
}
