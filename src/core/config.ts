import { unknownMs } from './network/latency.ts';
import type { SettingDefinition } from './setting-definition.ts';
import { badValue, manyRequests, type SetValue, shortDeadline } from './setting-problem.ts';
import { type SettingKey, type Settings, settingDefinitions } from './settings.ts';

/** Says in `message` which setting is wrong, what it must be and what is used instead. */
export interface SettingProblem {
	readonly key: SettingKey;
	readonly from: string;
	readonly message: string;
}

export interface Configuration {
	readonly settings: Settings;
	/** Only for what was set: by what. */
	readonly setBy: ReadonlyMap<SettingKey, string>;
	readonly problems: readonly SettingProblem[];
}

/**
 * Checks each value that was set and fills the rest with defaults. Never throws: a bad value is a problem and its default is used,
 * but for a bad index URL, where '' (ask nobody) is used: names meant for a private index must not go to the public one.
 */
export function readConfiguration(lookUp: (key: SettingKey) => SetValue | undefined, cpus: number): Configuration {
	const settings: Record<string, unknown> = {};
	const setBy = new Map<SettingKey, string>();
	const problems: SettingProblem[] = [];
	const badGroups = new Set<string>();
	for (const [key, definition] of Object.entries(settingDefinitions) as [SettingKey, SettingDefinition<unknown>][]) {
		const set = lookUp(key);
		const checked = set === undefined || set.inPlaceOf !== undefined ? undefined : definition.schema.safeParse(set.value);
		if (set !== undefined && checked?.success) {
			settings[key] = checked.data;
			setBy.set(key, set.from);
			continue;
		}
		settings[key] = set !== undefined && key === 'index.url' ? '' : definition.default;
		if (set === undefined || (set.inPlaceOf !== undefined && badGroups.has(set.inPlaceOf))) continue;
		if (set.inPlaceOf !== undefined) badGroups.add(set.inPlaceOf);
		problems.push({ key, from: set.from, message: badValue(key, set, definition) });
	}
	problems.push(...crossChecks(settings as unknown as Settings, setBy, cpus));
	return { settings: settings as unknown as Settings, setBy, problems };
}

/** The settings that `AUTODOCS_*` variables give. */
export function environmentSettings(environment: Readonly<Record<string, string | undefined>>): (key: SettingKey) => SetValue | undefined {
	return (key) => {
		const variable = variableOf(key) ?? '';
		const text = environment[variable] ?? '';
		return text === '' ? undefined : { value: settingDefinitions[key].fromText(text), from: variable };
	};
}

/** The variable that sets a setting outside the editor; undefined where there is none, or no such setting. */
export function variableOf(key: string): string | undefined {
	const definitions: Readonly<Record<string, SettingDefinition<unknown>>> = settingDefinitions;
	const suffix = definitions[key]?.environment;
	return suffix === undefined ? undefined : `AUTODOCS_${suffix}`;
}

/** Values that are in range, but do not go well together. They are honoured. */
function crossChecks(settings: Settings, setBy: ReadonlyMap<SettingKey, string>, cpus: number): SettingProblem[] {
	const concurrency = settings['network.maxConcurrentRequests'];
	const deadline = settings['network.deadlineSeconds'];
	const checks: readonly (readonly [key: SettingKey, isOdd: boolean, message: () => string])[] = [
		['network.maxConcurrentRequests', concurrency > cpus * 10, () => manyRequests(concurrency, cpus)],
		['network.deadlineSeconds', deadline * 1000 < 2 * unknownMs, () => shortDeadline(deadline, unknownMs)],
	];
	return checks.flatMap(([key, isOdd, message]) => {
		const from = setBy.get(key);
		return from === undefined || !isOdd ? [] : [{ key, from, message: message() }];
	});
}
