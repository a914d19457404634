import { type Finding, severities } from '../findings/finding.ts';
import type { Requirement } from '../project/model.ts';
import type { Span } from '../span.ts';

/** The findings that stand in each requirement, the worst first, and those that stand in none. */
export interface PlacedFindings {
	readonly of: ReadonlyMap<Requirement, readonly Finding[]>;
	readonly others: readonly Finding[];
}

interface Place {
	readonly requirement: Requirement;
	readonly span: Span;
}

type Places = ReadonlyMap<string, readonly Place[]>;

/** Where the requirements of a project stand, made ready once to find the one that holds a place. */
export class RequirementPlaces {
	/** What of an entry is a requirement's alone comes first: Poetry's lists have several under one key. */
	readonly #places: readonly Places[];

	constructor(requirements: readonly Requirement[]) {
		this.#places = [byFile(requirements, ({ spans }) => spans.item), byFile(requirements, ({ spans }) => spans.entry)];
	}

	/** `before`: where a place of the text that the findings are about was in the text that the requirements were read from. */
	place(findings: readonly Finding[], before: (span: Span) => Span | undefined): PlacedFindings {
		const of = new Map<Requirement, Finding[]>();
		const others: Finding[] = [];
		for (const finding of findings) {
			const requirement = this.#at(finding.file, before(finding.span)?.start);
			const placed = requirement === undefined ? others : (of.get(requirement) ?? []);
			placed.push(finding);
			if (requirement !== undefined) of.set(requirement, placed);
		}
		for (const placed of [...of.values(), others]) placed.sort(worstFirst);
		return { of, others };
	}

	#at(file: string, offset: number | undefined): Requirement | undefined {
		if (offset === undefined) return undefined;
		for (const places of this.#places) {
			const found = placeAt(places.get(file) ?? [], offset);
			if (found !== undefined) return found;
		}
		return undefined;
	}
}

function worstFirst(a: Finding, b: Finding): number {
	return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

function byFile(requirements: readonly Requirement[], spanOf: (requirement: Requirement) => Span): Places {
	const files = new Map<string, Place[]>();
	for (const requirement of requirements) {
		const places = files.get(requirement.file) ?? [];
		places.push({ requirement, span: spanOf(requirement) });
		files.set(requirement.file, places);
	}
	for (const places of files.values()) places.sort((a, b) => a.span.start - b.span.start);
	return files;
}

/** The last one that begins before the offset, if it reaches that far. */
function placeAt(places: readonly Place[], offset: number): Requirement | undefined {
	let low = 0;
	let high = places.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((places[middle]?.span.start ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	const before = places[low - 1];
	return before !== undefined && offset <= before.span.end ? before.requirement : undefined;
}
