import { ProjectParseError } from '../errors.ts';
import type { Millis } from '../platform.ts';
import { parseToml } from '../project/toml.ts';
import { tableAt } from '../project/toml-access.ts';

/**
 * What `[tool.uv] exclude-newer` says, in ms since the epoch: a time (RFC 3339), or a day, which counts whole. Undefined where it says nothing
 * that is a time, and in a text that is no TOML. A span of time (`1 week`) is counted back from `now`, as uv does it.
 */
export function excludeNewer(text: string, now: Millis): Millis | undefined {
	if (!text.includes('exclude-newer')) return undefined;
	try {
		const value = tableAt(tableAt(parseToml(text), 'tool'), 'uv')?.entries.get('exclude-newer')?.value;
		return value === undefined || value.kind === 'table' || value.kind === 'array' ? undefined : timeOf(String(value.value), now);
	} catch (thrown) {
		if (thrown instanceof ProjectParseError) return undefined;
		throw thrown;
	}
}

const dayMs = 86_400_000;
const units: Readonly<Record<string, Millis>> = { hour: 3_600_000, day: dayMs, week: 7 * dayMs };

function timeOf(written: string, now: Millis): Millis | undefined {
	const ago = /^(\d{1,5}) (hour|day|week)s?(?: ago)?$/.exec(written.trim());
	if (ago !== null) return now - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0);
	const at = /^\d{4}-\d\d-\d\d/.test(written) ? Date.parse(written) : Number.NaN;
	if (Number.isNaN(at)) return undefined;
	return /^\d{4}-\d\d-\d\d$/.test(written) ? at + dayMs : at;
}
