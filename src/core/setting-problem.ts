import * as l10n from '@vscode/l10n';
import type { Millis } from './platform.ts';
import { withoutCredentials } from './redact.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** A value that was set, and by what: `settings.json`, `AUTODOCS_OFFLINE`, `--offline`. */
export interface SetValue {
	readonly value: unknown;
	readonly from: string;
	/** Set for a value that stands where a group of settings belongs: which group, '' for all of them. */
	readonly inPlaceOf?: string;
}

/** What is wrong with a value, what it must be and what is used instead. `key`: below `autodocs.`. */
export function badValue(key: string, set: SetValue, definition: SettingDefinition<unknown>): string {
	if (set.inPlaceOf !== undefined) return badGroup(key, set, set.inPlaceOf);
	const name = set.from.startsWith('AUTODOCS_') || set.from.startsWith('--') ? set.from : `autodocs.${key}`;
	const [value, { range }] = [shown(set.value), definition];
	return key === 'index.url'
		? l10n.t(
				'{0} is {1}, but must be {2}. No index is asked until this is mended, so that no name goes to an index it was not meant for.',
				name,
				value,
				range,
			)
		: l10n.t('{0} is {1}, but must be {2}. {3} is used instead.', name, value, range, JSON.stringify(definition.default));
}

function badGroup(key: string, { value }: SetValue, group: string): string {
	const name = group === '' ? 'autodocs' : `autodocs.${group}`;
	return key === 'index.url'
		? l10n.t(
				'{0} is {1}, but it is no setting of its own: set autodocs.{2} and the like. No index is asked until this is mended, so that no name goes to an index it was not meant for.',
				name,
				shown(value),
				key,
			)
		: l10n.t(
				'{0} is {1}, but it is no setting of its own: set autodocs.{2} and the like. The defaults are used instead.',
				name,
				shown(value),
				key,
			);
}

/** A value as JSON, cut, and without the password that a URL may hold. */
function shown(value: unknown): string {
	const text = withoutCredentials(JSON.stringify(value) ?? String(value));
	return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

export function manyRequests(concurrency: number, cpus: number): string {
	return l10n.t(
		"autodocs.network.maxConcurrentRequests is {0}, more than 10 for each of this machine's {1} processors. It is honoured, but may slow the editor.",
		concurrency,
		cpus,
	);
}

export function shortDeadline(deadline: number, firstAttemptMs: Millis): string {
	return l10n.t(
		'autodocs.network.deadlineSeconds is {0}, but a first attempt may take {1} s. It is honoured, but leaves no time to try again.',
		deadline,
		firstAttemptMs / 1000,
	);
}
