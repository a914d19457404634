import type { Span } from '../span.ts';
import type { Requirement } from './model.ts';
import { originOf, type RequirementText, readRequirement } from './requirement-entry.ts';

/** `-e` and what stands behind it. */
const editable = /^(\s*-e\s+)(\S.*)$/s;

/** Whether a string is what PDM's development groups hold beside PEP 508 (PDM, "Editable dependencies"). */
export function isEditable(raw: string): boolean {
	return editable.test(raw);
}

/** Reads `-e URL#egg=name[extras]` or `-e name @ URL`. One that does not say its name, which PDM then asks the package for, is none. */
export function readEditable(written: RequirementText): readonly Requirement[] {
	const [, head = '', rest = ''] = editable.exec(written.raw) ?? [];
	if (/^[^\s@]+\s*@\s/.test(rest)) return [{ ...part(written, head.length, rest), raw: written.raw }];
	const url = /^\S+/.exec(rest)?.[0] ?? '';
	const egg = /[#&]egg=([^&]+)/.exec(url);
	if (egg?.[1] === undefined) return [];
	const requirement = part(written, head.length + egg.index + '#egg='.length, egg[1]);
	const place = written.places({ start: head.length, end: head.length + url.length });
	return [{ ...requirement, raw: written.raw, url, origin: originOf(url), spans: { ...requirement.spans, url: place } }];
}

/** The requirement that a part of the text is. */
function part(written: RequirementText, start: number, raw: string): Requirement {
	const places = (span: Span) => written.places({ start: start + span.start, end: start + span.end });
	return readRequirement({ ...written, raw, places });
}
