import { LRUCache } from 'lru-cache';
import { didYouMean } from './did-you-mean.ts';
import type { ProjectReleases } from './package-index.ts';
import { popularNames } from './popular-names.ts';

const year = 365 * 86_400_000;
const fewReleases = 3;

/** Names whose likes are kept: comparing one with all that are popular takes some milliseconds. */
const mostNames = 1000;

/** The popular packages that a young or seldom released one may be taken for, or may pass itself off as: their names are a slip away. */
export class Lookalikes {
	readonly #known = new LRUCache<string, readonly string[]>({ max: mostNames });

	/** `now`: wall clock, ms since the epoch. */
	of({ name, releases }: ProjectReleases, now: number): readonly string[] {
		const dates = releases.flatMap(({ uploadedAt }) => (uploadedAt === null ? [] : [uploadedAt]));
		const isYoung = dates.length > 0 && now - Math.min(...dates) < year;
		if (!isYoung && releases.length > fewReleases) return [];
		const known = this.#known.get(name);
		if (known !== undefined) return known;
		const names = popularNames.includes(name) ? [] : didYouMean(name).names;
		this.#known.set(name, names);
		return names;
	}
}
