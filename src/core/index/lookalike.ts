import { didYouMean } from './did-you-mean.ts';
import type { ProjectReleases } from './package-index.ts';
import { popularNames } from './popular-names.ts';

const year = 365 * 86_400_000;
const fewReleases = 3;

/**
 * The popular packages that a young or seldom released one may be taken for, or may pass itself off as: their names are a slip away. `now`: wall
 * clock, ms since the epoch.
 */
export function lookalikesOf({ name, releases }: ProjectReleases, now: number): readonly string[] {
	if (popularNames.includes(name)) return [];
	const dates = releases.flatMap(({ uploadedAt }) => (uploadedAt === null ? [] : [uploadedAt]));
	const isYoung = dates.length > 0 && now - Math.min(...dates) < year;
	if (!isYoung && releases.length > fewReleases) return [];
	return didYouMean(name).names;
}
