import * as l10n from '@vscode/l10n';
import { parse, TomlError } from 'smol-toml';
import { ProjectParseError } from '../../errors.ts';
import type { Span } from '../../span.ts';
import { explainToml } from '../toml-problem.ts';
import { deepest, parseTomlSyntax } from '../toml-syntax.ts';
import type { LockProblem } from './lock-file.ts';
import { isTable, type LockTable } from './lock-values.ts';

/** One `[[package]]` of a lock file, with the part of the text that it stands in. */
export interface LockBlock {
	readonly table: LockTable;
	readonly span: Span;
}

/** A lock file as TOML. */
export interface LockDocument {
	/** All but the packages. */
	readonly head: LockTable;
	readonly blocks: readonly LockBlock[];
	readonly problems: readonly LockProblem[];
}

/** UTF-16 units that are read in one turn of the event loop, about a millisecond's work. */
const turnLength = 128_000;
/** UTF-16 units, lists of files left out. A longer part that cannot be divided, or a longer line, is refused: it would hold up the editor. */
const longestPart = 1_000_000;
const longestLine = 100_000;
const mostPackages = 50_000;
const mostBroken = 20;
/** UTF-16 units of a broken block up to which the slower parser is asked, whose reasons are better. */
const longestExplained = 30_000;

/**
 * Reads a lock file in parts, which begin at its `[[package]]` headers: a broken package does not hide the others, and `nextTurn` lets others use
 * the event loop in between. Never rejects but with what `nextTurn` does.
 */
export async function readBlocks(text: string, nextTurn: () => Promise<unknown>): Promise<LockDocument> {
	const starts = packageStarts(text);
	const reading = new Reading(text);
	for (let first = 0; first < starts.length && !reading.isGivenUp; ) {
		let behind = first + 1;
		while (behind < starts.length && (starts[behind] ?? 0) - (starts[first] ?? 0) < turnLength) behind++;
		reading.read(starts.slice(first, behind), starts[behind] ?? text.length);
		first = behind;
		await nextTurn();
	}
	return reading;
}

/** Lists of files, each in a line with its hash, as all tools write them: most of a lock, and not looked at. */
const fileLists =
	/^(["\w.-]+ = \[)\r?\n(?: {4}\{ ?(?:url|file) = "[^"\\\p{Cc}]*"(?:, ?[\w-]+ = (?:"[^"\\\p{Cc}]*"|[1-9]\d*|\{ ?\w+ = "[^"\\\p{Cc}]*" ?\}))* ?\},\r?\n)+\]/gmu;

/** 0, and where each package begins. A header may stand in a text over several lines, which no tool writes: such a file is one part. */
function packageStarts(text: string): readonly number[] {
	const starts = [0];
	if (hasTextBlocks(text)) return starts;
	for (const { index } of text.matchAll(/^\[\[[ \t]*packages?[ \t]*\]\]/gm)) {
		if (index > 0) starts.push(index);
		if (starts.length > mostPackages) break;
	}
	return starts;
}

function hasTextBlocks(text: string): boolean {
	return text.includes('"""') || text.includes("'''");
}

function hasLongLine(text: string): boolean {
	for (let start = 0, end = 0; end !== -1; start = end + 1) {
		end = text.indexOf('\n', start);
		if ((end === -1 ? text.length : end) - start > longestLine) return true;
	}
	return false;
}

class Reading implements LockDocument {
	readonly head: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
	readonly blocks: LockBlock[] = [];
	readonly problems: LockProblem[] = [];
	readonly #text: string;
	readonly #hasBlocks: boolean;

	constructor(text: string) {
		this.#text = text;
		this.#hasBlocks = hasTextBlocks(text);
	}

	get isGivenUp(): boolean {
		return this.problems.length >= mostBroken;
	}

	/** Reads the blocks that begin at `starts`, together if they are in order, else one by one. */
	read(starts: readonly number[], end: number): void {
		const start = starts[0] ?? end;
		const part = { start, end };
		const tables = this.#parse(part);
		if (!(tables instanceof Error)) this.#take(tables, starts, part);
		else if (starts.length === 1)
			this.problems.push({ ...explained(this.#text.slice(start, end), start, tables), isBroken: true, isOfWhole: false });
		else for (const [i, at] of starts.entries()) if (!this.isGivenUp) this.read([at], starts[i + 1] ?? end);
	}

	#parse({ start, end }: Span): LockTable | Error {
		const part = this.#text.slice(start, end);
		// In a text over several lines, a list of files is none.
		const short = this.#hasBlocks ? part : part.replace(fileLists, '$1]');
		if (short.length > longestPart || hasLongLine(short)) return new RangeError(l10n.t('This part of the file is too large to be read.'));
		return tryParse(short);
	}

	#take(table: LockTable, starts: readonly number[], { end }: Span): void {
		for (const [key, value] of Object.entries(table)) {
			if (key === 'package' || key === 'packages') this.#takePackages(value, starts, end);
			else if (Object.hasOwn(this.head, key)) this.#definedTwice(key, starts[0] ?? 0);
			else this.head[key] = value;
		}
	}

	/** What stands in front of the first header is no package. */
	#takePackages(value: unknown, starts: readonly number[], end: number): void {
		const tables = Array.isArray(value) ? value.filter(isTable) : [];
		const own = starts.length > tables.length ? starts.slice(starts.length - tables.length) : starts;
		for (const [i, table] of tables.entries()) {
			const start = own[i] ?? own.at(-1) ?? 0;
			this.blocks.push({ table, span: { start, end: own[i + 1] ?? end } });
		}
	}

	#definedTwice(key: string, from: number): void {
		const header = this.#text.indexOf(`[${key}`, from);
		const start = header === -1 ? from : header + 1;
		const shown = key.slice(0, 60);
		this.problems.push({
			message: l10n.t('“{0}” is already defined.', shown),
			span: { start, end: Math.min(start + key.length, this.#text.length) },
			isBroken: true,
			isOfWhole: false,
		});
	}
}

function explained(part: string, start: number, error: Error): { readonly message: string; readonly span: Span } {
	const { message, span } = reason(part, error);
	return { message, span: { start: start + span.start, end: start + span.end } };
}

/** The places of the error are those of the shortened text. */
function reason(part: string, shortened: Error): { readonly message: string; readonly span: Span } {
	const whole = shortened instanceof TomlError ? tryParse(part) : shortened;
	const error = whole instanceof Error ? whole : shortened;
	if (!(error instanceof TomlError)) return { message: error.message, span: { start: 0, end: Math.min(part.length, 1) } };
	try {
		if (part.length <= longestExplained) parseTomlSyntax(part);
	} catch (thrown) {
		if (!(thrown instanceof ProjectParseError)) throw thrown;
		return { message: String(thrown.details['reason']), span: { start: thrown.offset, end: thrown.end } };
	}
	const [said = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
	return explainToml(part.slice(0, offsetOf(part, error) + longestExplained), offsetOf(part, error), said);
}

function tryParse(part: string): LockTable | TomlError {
	try {
		return parse(part, { maxDepth: deepest, integersAsBigInt: true });
	} catch (thrown) {
		if (thrown instanceof TomlError) return thrown;
		throw thrown;
	}
}

/** Lines and columns count from 1. */
function offsetOf(part: string, { line, column }: TomlError): number {
	let start = 0;
	for (let i = 1; i < line; i++) start = part.indexOf('\n', start) + 1;
	return Math.max(0, Math.min(start + column - 1, part.length - 1));
}
