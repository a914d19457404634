import type { SetValue } from './setting-problem.ts';
import type { SettingKey } from './settings.ts';

/** The value of one setting in all that one place sets, as an editor nests it: `{network: {deadlineSeconds: 30}}`. */
export function nestedSetting(values: unknown, key: SettingKey, from: string): SetValue | undefined {
	const parts = key.split('.');
	let value = values;
	for (const [i, part] of parts.entries()) {
		if (value === undefined) return undefined;
		if (!isRecord(value)) return { value, from, inPlaceOf: parts.slice(0, i).join('.') };
		value = Object.hasOwn(value, part) ? value[part] : undefined;
	}
	return value === undefined ? undefined : { value, from };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
