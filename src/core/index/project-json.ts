import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import type { ReceivedBody } from '../network/request.ts';
import { normalizeName } from '../packaging/name.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../packaging/version.ts';
import { metadataLimits, readDescription, readLicence, readLinks, readText } from './metadata-fields.ts';
import type { ReleaseMetadata, Vulnerability } from './package-index.ts';
import { type Asked, badResponse, readJson, readSchema } from './received.ts';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

const info = z.object({
	name: z.string(),
	version: z.string(),
	summary: text,
	description: text,
	description_content_type: text,
	requires_python: text,
	requires_dist: texts,
	provides_extra: texts,
	license: text,
	license_expression: text,
	classifiers: texts,
	home_page: text,
	project_urls: z.record(z.string(), z.string().nullable()).nullish(),
	yanked: z.boolean().nullish(),
	yanked_reason: text,
});

const vulnerability = z.object({
	id: z.string(),
	aliases: texts,
	summary: text,
	details: text,
	fixed_in: texts,
	withdrawn: text,
	link: text,
	severity: z.unknown().optional(),
});

const vulnerabilityList = z.array(z.unknown()).nullish();
const answer = z.object({ info, vulnerabilities: vulnerabilityList });
const briefAnswer = z.object({ info: z.object({ name: z.string(), version: z.string() }), vulnerabilities: vulnerabilityList });

/** As {@link metadataLimits}, of what is kept of one vulnerability. */
const vulnerabilityLimits = { vulnerabilities: 500, characters: 100, items: 100 } as const;

/**
 * Reads `/pypi/<name>/<version>/json`. `version` is in its normalised form. Throws BadResponseError, naming the field; a vulnerability that
 * is described wrongly is left out.
 */
export function parseProjectJson(body: ReceivedBody, name: string, version: string, asked: Asked): ReleaseMetadata {
	const { info, vulnerabilities } = readSchema(answer, readJson(body, asked), asked);
	const found = checkedVersion(info, name, version, asked);
	const urls = Object.entries(info.project_urls ?? {}).flatMap(([label, url]) => (url === null ? [] : [[label, url] as const]));
	return {
		name,
		version: found,
		summary: readText(info.summary),
		description: readDescription(info.description),
		descriptionContentType: readText(info.description_content_type),
		requiresPython: readText(info.requires_python),
		requiresDist: (info.requires_dist ?? []).slice(0, metadataLimits.items),
		providesExtra: (info.provides_extra ?? []).slice(0, metadataLimits.items),
		licence: readLicence(info.license_expression, info.license, info.classifiers ?? []),
		urls: readLinks(info.home_page, urls),
		vulnerabilities: vulnerabilities == null ? null : readVulnerabilities(vulnerabilities),
		yanked: info.yanked === true ? { reason: readText(info.yanked_reason) ?? '' } : null,
	};
}

/** Reads of the same answer its vulnerabilities alone. Throws as {@link parseProjectJson} does. */
export function parseVulnerabilities(body: ReceivedBody, name: string, version: string, asked: Asked): readonly Vulnerability[] {
	const { info, vulnerabilities } = readSchema(briefAnswer, readJson(body, asked), asked);
	checkedVersion(info, name, version, asked);
	return readVulnerabilities(vulnerabilities);
}

/**
 * The version that an answer is about, normalised. A mix-up at an index or a cache in between must not show one package's docs as
 * another's. Throws BadResponseError.
 */
export function checkedVersion(
	found: { readonly name: string; readonly version: string },
	name: string,
	version: string,
	asked: Asked,
): string {
	if (normalizeName(found.name) !== name) {
		throw badResponse(asked, l10n.t('the metadata of another project, {0}', JSON.stringify(found.name.slice(0, 100))), {
			field: 'info.name',
		});
	}
	const foundVersion = tryParseVersion(found.version);
	// Equal is not the same: an index may have 3.1 for 3.1.0.
	if (foundVersion === undefined || compareVersions(foundVersion, parseVersion(version)) !== 0) {
		throw badResponse(asked, l10n.t('the metadata of another version, {0}', JSON.stringify(found.version.slice(0, 100))), {
			field: 'info.version',
		});
	}
	return String(foundVersion);
}

function readVulnerabilities(entries: readonly unknown[] | null | undefined): readonly Vulnerability[] {
	return (entries ?? []).slice(0, vulnerabilityLimits.vulnerabilities).flatMap((entry) => readVulnerability(entry) ?? []);
}

/** Undefined also for one that was withdrawn: it turned out to be none. */
function readVulnerability(entry: unknown): Vulnerability | undefined {
	const result = vulnerability.safeParse(entry);
	if (!result.success || result.data.withdrawn) return undefined;
	const { id, aliases, summary, details, fixed_in, link, severity } = result.data;
	return {
		id: short(id),
		aliases: shortOnes(aliases),
		summary: readText(summary) ?? readText(details),
		severity: readSeverity(severity),
		fixedIn: shortOnes(fixed_in),
		link: readLinks(link, [])[0]?.url ?? null,
	};
}

/** A word, or as OSV has it a list of `{type, score}`, of which the first says it. */
function readSeverity(severity: unknown): string | null {
	if (typeof severity === 'string') return readText(short(severity));
	const first: unknown = Array.isArray(severity) ? severity[0] : severity;
	if (typeof first !== 'object' || first === null || !('score' in first)) return null;
	const { score } = first;
	return typeof score === 'string' ? readText(short(score)) : typeof score === 'number' ? `CVSS ${score}` : null;
}

function shortOnes(values: readonly string[] | null | undefined): readonly string[] {
	return (values ?? []).slice(0, vulnerabilityLimits.items).map(short);
}

function short(value: string): string {
	return value.slice(0, vulnerabilityLimits.characters);
}
