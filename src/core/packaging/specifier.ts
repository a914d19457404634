import * as l10n from '@vscode/l10n';
import type { Span } from '../span.ts';
import { type Clause, scanClause } from './clause.ts';
import { clauseMatches } from './clause-match.ts';
import { missingClause, unexpectedAfterClause } from './clause-problem.ts';
import { compareText } from './numeral.ts';
import { isSpace, Scanner } from './scanner.ts';
import { readOrExplain } from './syntax-problem.ts';
import { compareVersions, tryParseVersion, type Version, withoutEndZeros } from './version.ts';

interface PrereleaseOption {
	/** true: as good as final ones; false: never; by default as PEP 440 has it, only when a clause names one or nothing else matches. */
	readonly prereleases?: boolean | undefined;
}

/** Clauses that all have to hold (PEP 440, "Version specifiers"). Immutable; an empty set accepts everything. */
export class SpecifierSet {
	/** In the order they are written. */
	readonly clauses: readonly Clause[];
	/** Whether `select` takes pre-releases like other releases (true) or never (false), where it is not told. */
	readonly prereleases: boolean | undefined;

	constructor(clauses: readonly Clause[], { prereleases }: PrereleaseOption = {}) {
		this.clauses = clauses;
		this.prereleases = prereleases;
	}

	get isEmpty(): boolean {
		return this.clauses.length === 0;
	}

	/** The same clauses, with another word on pre-releases. */
	taking(prereleases: boolean | undefined): SpecifierSet {
		return new SpecifierSet(this.clauses, { prereleases });
	}

	/** Whether one version, which has no rivals, is accepted: a pre-release is, unless `prereleases` is false. Only `===` can match what is no version. */
	contains(version: string | Version, { prereleases }: PrereleaseOption = {}): boolean {
		const parsed = typeof version === 'string' ? tryParseVersion(version) : version;
		if (prereleases === false && parsed?.isPrerelease === true) return false;
		const text = String(version);
		return this.clauses.every((clause) => clauseMatches(clause, parsed, text));
	}

	/**
	 * The release that pip would install: the newest accepted one that is not yanked. When all that are accepted are yanked, the newest of them,
	 * provided that a clause pins it with `==` or `===` (PEP 592).
	 */
	select<R extends { readonly version: string; readonly yanked: boolean }>(
		releases: readonly R[],
		options: PrereleaseOption = {},
	): R | undefined {
		const accepted = this.#candidates(releases, options);
		const good = accepted.filter(({ release }) => !release.yanked);
		const isPin = this.clauses.some(({ operator, isPrefix }) => operator === '===' || (operator === '==' && !isPrefix));
		return newest(good.length > 0 || !isPin ? good : accepted)?.release;
	}

	/** As Python's packaging prints it: sorted, no clause twice, joined with commas. */
	toString(): string {
		const sorted = this.clauses.map((clause) => ({ key: canonicalKey(clause), text: clause.operator + clause.version }));
		sorted.sort((a, b) => compareText(a.text, b.text));
		const seen = new Set<string>();
		return sorted
			.filter(({ key }) => !seen.has(key) && seen.add(key))
			.map(({ text }) => text)
			.join(',');
	}

	/** The accepted releases in their order; those whose version is none are left out. */
	#candidates<R extends { readonly version: string }>(
		releases: readonly R[],
		{ prereleases = this.prereleases }: PrereleaseOption,
	): Candidate<R>[] {
		const matching = releases.flatMap((release) => {
			const version = tryParseVersion(release.version);
			const matches = version !== undefined && this.clauses.every((clause) => clauseMatches(clause, version, release.version));
			return matches ? [{ release, version }] : [];
		});
		if (prereleases ?? this.clauses.some(namesPrerelease)) return matching;
		const final = matching.filter(({ version }) => !version.isPrerelease);
		return final.length > 0 || prereleases === false ? final : matching;
	}
}

/** Reads clauses joined with commas; empty ones are skipped, as Python's packaging does. Throws ValidationError (`invalid_requirement`). */
export function parseSpecifierSet(text: string): SpecifierSet {
	return readOrExplain(text, (whole) => new SpecifierSet(readClauses(whole, { start: 0, end: whole.length })));
}

/** The clauses in a part of a text, with spans in that text. Throws SyntaxProblem. */
export function readClauses(text: string, { start, end }: Span): Clause[] {
	const clauses: Clause[] = [];
	for (let at = start; at <= end; ) {
		const comma = text.indexOf(',', at);
		const pieceEnd = comma === -1 || comma > end ? end : comma;
		const scanner = new Scanner(text, at, pieceEnd);
		scanner.run(isSpace);
		if (!scanner.isDone) clauses.push(readClause(scanner));
		at = pieceEnd + 1;
	}
	return clauses;
}

function readClause(scanner: Scanner): Clause {
	const clause = scanClause(scanner);
	if (clause === undefined) throw missingClause(scanner);
	scanner.run(isSpace);
	if (!scanner.isDone) throw unexpectedAfterClause(scanner, clause, l10n.t('a comma or the end'));
	return clause;
}

/** PEP 440, "Handling of pre-releases": a clause that names one asks for them, but for one that only excludes it. */
function namesPrerelease({ operator, parsed }: Clause): boolean {
	return operator !== '!=' && parsed?.isPrerelease === true;
}

/** Equal for clauses that say the same: `==1.0` and `==1.0.0`, but not `~=1.0` and `~=1.0.0`. */
function canonicalKey({ operator, version, parsed, isPrefix }: Clause): string {
	if (operator === '===' || isPrefix || parsed === undefined) return operator + version;
	if (operator === '~=') return operator + parsed;
	return operator + withoutEndZeros(parsed);
}

interface Candidate<R> {
	readonly release: R;
	readonly version: Version;
}

/** The last of the highest ones, as sorting leaves it: `1.0` and `1.0.0` are equal. */
function newest<R>(candidates: readonly Candidate<R>[]): Candidate<R> | undefined {
	return candidates.reduce<Candidate<R> | undefined>(
		(best, candidate) => (best === undefined || compareVersions(candidate.version, best.version) >= 0 ? candidate : best),
		undefined,
	);
}
