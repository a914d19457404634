import type { DocsReading, SectionOutline } from '../../core/docs/reading.ts';
import { fenced, plainMessage, visible } from '../untrusted.ts';
import { withinBudget } from './budget.ts';
import type { ReadPackage } from './read-package.ts';
import { type KnownRelease, problemsAnswer, problemWarnings, whetherVulnerable } from './release-problems.ts';

/** Characters of JSON that each outline may take. */
const outlineBudget = 8000;

/** A page of docs in the fields of the contract. `lookalikes`: popular names that the package's is close to. */
export function docsAnswer({ resolved, metadata, docs, facts }: ReadPackage, reading: DocsReading, lookalikes: readonly string[]) {
	const { name, version, resolvedFrom, release, releases } = resolved;
	const { vulnerabilities } = metadata.value;
	const known: KnownRelease = {
		release,
		project: releases.value,
		// What the editor keeps up to date is newer than what came with the docs.
		...(facts?.vulnerabilities ? { vulnerabilities: facts.vulnerabilities } : { vulnerabilities, listedAt: metadata.fetchedAt }),
	};
	return {
		package_name: name,
		version,
		resolved_version: version,
		resolved_from: resolvedFrom,
		summary: docs.summary === null ? null : plainMessage(docs.summary, 500),
		requires_python: docs.requiresPython === null ? null : visible(docs.requiresPython, 200),
		documentation: fenced(reading.documentation, name, version),
		sections: outline(reading.sections),
		omitted_sections: outline(reading.omittedSections),
		...(reading.nextCursor === undefined ? {} : { next_cursor: reading.nextCursor }),
		from_cache: metadata.from !== 'network',
		stale: metadata.staleBecause !== undefined || resolved.releases.staleBecause !== undefined,
		fetched_at: new Date(metadata.fetchedAt).toISOString(),
		query_applied: reading.queryApplied,
		...problemsAnswer(known),
		warnings: [
			...(resolved.leftOut === undefined ? [] : [plainMessage(resolved.leftOut)]),
			...lookalikes.map(
				(popular) =>
					`${name} is little known and its name is close to ${popular}: make sure that it is the one that is meant before you install it.`,
			),
			...problemWarnings(known),
			...whetherVulnerable([known]),
		],
	};
}

export function docsText(answer: ReturnType<typeof docsAnswer>): string {
	const {
		package_name: name,
		version,
		resolved_from: from,
		stale,
		fetched_at: at,
		documentation,
		warnings,
		omitted_sections: omitted,
	} = answer;
	const headings = omitted.flatMap(({ heading }) => (heading === null ? [] : [heading]));
	return [
		`${name} ${version} (${from})${stale ? `, from the cache as of ${at}: the index could not be asked` : ''}`,
		...warnings.map((warning) => `Warning: ${warning}`),
		documentation,
		...(answer.next_cursor === undefined ? [] : [`There is more: call again with cursor ${answer.next_cursor}`]),
		...(headings.length === 0 ? [] : [`Not shown: ${headings.slice(0, 40).join(' · ')}`]),
	].join('\n\n');
}

function outline(sections: readonly SectionOutline[]) {
	return withinBudget(
		sections.map(({ heading, level, characters }) => ({
			heading: heading === null ? null : plainMessage(heading, 200),
			level,
			characters,
		})),
		outlineBudget,
	);
}
