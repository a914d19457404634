import * as l10n from '@vscode/l10n';
import type { ReceivedBody } from '../network/request.ts';
import { metadataLimits, readDescription, readLicence, readLinks, readText } from './metadata-fields.ts';
import type { ReleaseMetadata } from './package-index.ts';
import { checkedVersion } from './project-json.ts';
import { type Asked, badResponse, decodeLeniently, looksLikeHtml, signInPage } from './received.ts';

interface Headers {
	/** Lower case names; a field may be given several times. */
	readonly fields: ReadonlyMap<string, readonly string[]>;
	readonly body: string;
}

/**
 * Reads core metadata 1.0 to 2.5 (the `.metadata` file of PEP 658). `version` is in its normalised form. Throws BadResponseError when it is
 * not the metadata of that release.
 */
export function parseCoreMetadata(received: ReceivedBody, name: string, version: string, asked: Asked): ReleaseMetadata {
	const text = decodeLeniently(received);
	if (looksLikeHtml(text)) throw signInPage(asked);
	const { fields, body } = readHeaders(text);
	const all = (field: string) => (fields.get(field) ?? []).slice(0, metadataLimits.items);
	const one = (field: string) => fields.get(field)?.[0];
	if (one('metadata-version') === undefined)
		throw badResponse(asked, l10n.t('text that is no core metadata'), { field: 'Metadata-Version' });
	const found = checkedVersion({ name: one('name') ?? '', version: one('version') ?? '' }, name, version, asked);
	return {
		name,
		version: found,
		summary: readText(one('summary')),
		description: readDescription(body.trim() === '' ? unfoldDescription(one('description') ?? '') : body),
		descriptionContentType: readText(one('description-content-type')),
		requiresPython: readText(one('requires-python')),
		requiresDist: all('requires-dist'),
		providesExtra: all('provides-extra'),
		licence: readLicence(one('license-expression'), one('license'), all('classifier')),
		urls: readLinks(one('home-page'), all('project-url').map(splitProjectUrl)),
		vulnerabilities: null,
		yanked: null,
	};
}

/** RFC 822 headers, folded lines joined by line feeds, up to the first empty line; what follows is the description. */
function readHeaders(text: string): Headers {
	const end = /\r?\n\r?\n/.exec(text);
	const head = end === null ? text : text.slice(0, end.index);
	const fields = new Map<string, string[]>();
	let latest: string[] | undefined;
	for (const line of head.split(/\r?\n/)) {
		if (line.startsWith(' ') || line.startsWith('\t')) {
			if (latest !== undefined) latest.push(`${latest.pop()}\n${line}`);
			continue;
		}
		const colon = line.indexOf(':');
		if (colon < 1) continue;
		const name = line.slice(0, colon).toLowerCase();
		latest = fields.get(name) ?? [];
		latest.push(line.slice(colon + 1).trim());
		fields.set(name, latest);
	}
	return { fields, body: end === null ? '' : text.slice(end.index + end[0].length) };
}

/** Before 2.1 a description was a folded header: each further line is indented by eight spaces, or by seven and a bar. */
function unfoldDescription(value: string): string {
	return value.replace(/^(?: {7}\||\t| {8})/gm, '');
}

/** `Label, https://…` */
function splitProjectUrl(value: string): readonly [label: string, url: string] {
	const comma = value.indexOf(',');
	return [value.slice(0, Math.max(comma, 0)), value.slice(comma + 1)];
}
