import * as l10n from '@vscode/l10n';
import { normalizeName } from '../packaging/name.ts';
import type { Millis } from '../platform.ts';
import type { TomlTable, TomlValue } from './toml.ts';
import { tableAt } from './toml-access.ts';

/** What uv is told to leave out as too new (`[tool.uv] exclude-newer`, `exclude-newer-package`): times, as written. */
export interface ExcludeNewer {
	readonly all: string | undefined;
	/** By PEP 503 name; false for a package of which nothing is left out. */
	readonly packages: ReadonlyMap<string, string | false>;
}

/** Releases that were uploaded then or later do not count for a project. */
export interface CutOff {
	/** Wall clock ms. */
	readonly at: Millis;
	/** What says so. */
	readonly by: 'exclude-newer' | 'cooldown.days';
}

const dayMs = 86_400_000;
/** As far as a Date goes (ECMA-262 §21.4.1.1). */
const latestDate: Millis = 8.64e15;
const units: Readonly<Record<string, Millis>> = { hour: 3_600_000, H: 3_600_000, day: dayMs, D: dayMs, week: 7 * dayMs, W: 7 * dayMs };

export function readExcludeNewer(root: TomlTable): ExcludeNewer {
	const uv = tableAt(tableAt(root, 'tool'), 'uv');
	const each = [...(tableAt(uv, 'exclude-newer-package')?.entries ?? [])].map(
		([name, { value }]) => [normalizeName(name), written(value)] as const,
	);
	const all = written(uv?.entries.get('exclude-newer')?.value);
	const packages = new Map(each.flatMap(([name, time]) => (time === undefined ? [] : [[name, time] as const])));
	return { all: all === false ? undefined : all, packages };
}

/** From when on uv leaves out releases of a package (PEP 503 name) for a project. A span of time is counted back from `now`. */
export function excludedAfter({ all, packages }: ExcludeNewer, name: string, now: Millis): CutOff | undefined {
	const time = packages.get(name) ?? all;
	const at = time === undefined || time === false ? undefined : timeOf(time, now);
	return at === undefined ? undefined : { at, by: 'exclude-newer' };
}

/** The earlier one, of what uv is told and of a person's own wish that releases be so many days old; 0 days are no wish. */
export function cutOffOf(excluded: CutOff | undefined, cooldownDays: number, now: Millis): CutOff | undefined {
	const at = now - cooldownDays * dayMs;
	if (cooldownDays === 0 || (excluded !== undefined && excluded.at <= at)) return excluded;
	return { at, by: 'cooldown.days' };
}

/** What holds for something that is for several projects: what any of them may take is not too new. Undefined where one has none. */
export function latestCutOff(cutOffs: readonly (CutOff | undefined)[]): CutOff | undefined {
	const each = cutOffs.filter((one) => one !== undefined);
	return each.length < cutOffs.length ? undefined : each.toSorted((a, b) => b.at - a.at)[0];
}

/** uv leaves out what is not known to be old enough; a cooldown speaks of what is known. */
export function isTooNew(release: { readonly uploadedAt: Millis | null }, cutOff: CutOff | undefined): boolean {
	if (cutOff === undefined) return false;
	return release.uploadedAt === null ? cutOff.by === 'exclude-newer' : release.uploadedAt >= cutOff.at;
}

function written(value: TomlValue | undefined): string | false | undefined {
	if (value === undefined || value.kind === 'table' || value.kind === 'array') return undefined;
	if (value.kind === 'other' && value.value === false) return false;
	return String(value.value).slice(0, 100);
}

/** A time (RFC 3339), or a day, which counts whole; a span as people (`1 week`) or ISO 8601 (`P7D`) write it. Undefined for anything else. */
function timeOf(text: string, now: Millis): Millis | undefined {
	const ago = /^(\d{1,5}) (hour|day|week)s?(?: ago)?$/.exec(text.trim()) ?? /^PT?(\d{1,5})([HDW])$/.exec(text.trim());
	if (ago !== null) return now - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0);
	const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(at)) return undefined;
	return /^\d{4}-\d\d-\d\d$/.test(text) ? at + dayMs : at;
}

/** Completes the version of a release that is too new, for a person. */
export function whyTooNew({ at, by }: CutOff): string {
	const day = dayOf(at - 1);
	if (by === 'exclude-newer') return l10n.t('is newer than exclude-newer allows ({0})', day);
	return l10n.t('is younger than cooldown.days allows ({0})', day);
}

/** The UTC day, `2026-01-31`. */
export function dayOf(at: Millis): string {
	return new Date(Math.min(Math.max(at, 0), latestDate)).toISOString().slice(0, 10);
}
