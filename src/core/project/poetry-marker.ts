import { type Marker, parseMarker } from '../packaging/marker.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';
import { type Read, readString } from './read-string.ts';
import type { TomlTable } from './toml.ts';
import { stringAt } from './toml-access.ts';

/** On which environments an entry applies: `markers` (Poetry) or `marker` (PDM), `python` and `platform`, all of which have to hold. */
export function readMarker(text: string, table: TomlTable | undefined): Read<Marker> {
	const conditions = [
		readString(text, stringAt(table, 'markers') ?? stringAt(table, 'marker'), checked),
		readString(text, stringAt(table, 'python'), pythonMarker),
		readString(text, stringAt(table, 'platform'), (platform) => checked(`sys_platform == "${platform}"`)),
	];
	const fault = conditions.find((condition) => condition.fault !== undefined)?.fault;
	const wanted = conditions.flatMap(({ value }) => (value === undefined || value === '' ? [] : [value]));
	if (fault !== undefined || wanted.length === 0) return { value: undefined, fault };
	const [only, second] = wanted;
	return { value: parseMarker(second === undefined ? `${only}` : wanted.map((condition) => `(${condition})`).join(' and ')), fault };
}

/** The text itself, once it is sure that it is a marker. Throws ValidationError. */
function checked(text: string): string {
	if (text.trim() !== '') parseMarker(text);
	return text.trim();
}

/** `~2.7 || ^3.6` as a marker, '' for every Python; with three numbers it speaks of the full version, as Poetry does. Throws ValidationError. */
function pythonMarker(constraint: string): string {
	const alternatives = parsePoetryConstraint(constraint).toString().split(' || ');
	return alternatives.includes('*') ? '' : alternatives.map((range) => range.split(',').map(comparison).join(' and ')).join(' or ');
}

function comparison(clause: string): string {
	const [, operator = '', version = ''] = /^([<>=!]*)(.*)$/.exec(clause) ?? [];
	const variable = version.split('.').length > 2 ? 'python_full_version' : 'python_version';
	return `${variable} ${operator === '' ? '==' : operator} "${version}"`;
}
