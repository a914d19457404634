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
		readString(text, stringAt(table, 'platform'), (platform) => checked(platformMarker(platform))),
	];
	const fault = conditions.find((condition) => condition.fault !== undefined)?.fault;
	const wanted = conditions.flatMap(({ value }) => (value === undefined || value === '' ? [] : [value]));
	if (fault !== undefined || wanted.length === 0) return { value: undefined, fault };
	const all = wanted.map((condition) => (wanted.length > 1 && /\bor\b/.test(condition) ? `(${condition})` : condition));
	return { value: parseMarker(all.join(' and ')), fault };
}

/** The text itself, once it is sure that it is a marker. Throws ValidationError. */
function checked(text: string): string {
	if (text.trim() !== '') parseMarker(text);
	return text.trim();
}

/** `~2.7 || ^3.6` as a marker, '' for every Python. Throws ValidationError. */
function pythonMarker(constraint: string): string {
	if (constraint === '') return '';
	const alternatives = parsePoetryConstraint(constraint).toString().split(' || ');
	return alternatives.includes('*') ? '' : alternatives.map((range) => range.split(',').map(comparison).join(' and ')).join(' or ');
}

/**
 * As Poetry has it: with three numbers it speaks of the full version, and so do `>3.8` and `<=3.8`, which count the patch releases of 3.8 among
 * what is above 3.8.
 */
function comparison(clause: string): string {
	const [, operator = '', version = ''] = /^([<>=!]*)(.*)$/.exec(clause) ?? [];
	const { length } = version.split('.');
	const isPadded = (operator === '>' || operator === '<=') && length < 3 && /^[\d.]+$/.test(version);
	const variable = length > 2 || isPadded ? 'python_full_version' : 'python_version';
	return `${variable} ${operator === '' ? '==' : operator} "${version}${isPadded ? '.0'.repeat(3 - length) : ''}"`;
}

/** `linux || win32` or `!=darwin` as a marker, '' for every platform. */
function platformMarker(constraint: string): string {
	if (constraint === '' || constraint.trim() === '*') return '';
	const alternatives = constraint.split(/\|\|?/).map((alternative) => alternative.split(',').map(platformComparison));
	return alternatives.map((all) => all.join(' and ')).join(' or ');
}

function platformComparison(text: string): string {
	const [, operator = '', platform = ''] = /^(!=|={0,3})\s*(.*)$/s.exec(text.trim()) ?? [];
	return `sys_platform ${operator === '!=' ? '!=' : '=='} "${platform}"`;
}
