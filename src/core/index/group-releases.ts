import { compareVersions, tryParseVersion, type Version } from '../packaging/version.ts';
import { versionReader } from './filename.ts';
import type { ProjectReleases, ProjectStatus, Release } from './package-index.ts';

/** One file, as a page of the Simple API lists it. */
export interface ListedFile {
	readonly filename: string;
	/** As the page states it; may be relative to its base. */
	readonly url: string;
	/** A specifier as the index states it, e.g. `>=3.9`. */
	readonly requiresPython: string | null;
	/** PEP 592; the reason may be ''. */
	readonly yanked: { readonly reason: string } | null;
	/** ms since the epoch. */
	readonly uploadedAt: number | null;
	/** Whether the index offers `<url>.metadata` (PEP 658/714). */
	readonly hasMetadata: boolean;
}

/** What a page of the Simple API says of a project, in either format. */
export interface SimplePage {
	/** What relative URLs start from. */
	readonly base: URL;
	readonly files: readonly ListedFile[];
	/** Files that the page lists but describes wrongly. */
	readonly malformedFiles: number;
	readonly status: ProjectStatus;
	readonly statusReason: string | null;
}

/** Groups files by the version in their names, newest first. Files whose name holds no PEP 440 version are counted and left out. */
export function groupReleases(name: string, page: SimplePage): ProjectReleases {
	const groups = new Map<string, Group>();
	// A project has many files a version: each spelling of it is parsed and normalised once.
	const bySpelling = new Map<string, Group | undefined>();
	const versionIn = versionReader(name);
	let ignoredFiles = page.malformedFiles;
	for (const file of page.files) {
		const spelling = versionIn(file.filename) ?? '';
		if (!bySpelling.has(spelling)) bySpelling.set(spelling, groupOf(spelling, groups));
		const group = bySpelling.get(spelling);
		if (group === undefined) ignoredFiles++;
		else group.files.push(file);
	}
	const releases = [...groups].sort(([, a], [, b]) => compareVersions(b.version, a.version));
	return {
		name,
		releases: releases.map(([text, { files }]) => release(text, files, page.base)),
		status: page.status,
		statusReason: page.statusReason,
		ignoredFiles,
	};
}

interface Group {
	readonly version: Version;
	readonly files: ListedFile[];
}

/** The group of a version, by its normalised form; undefined for what is no version. */
function groupOf(spelling: string, groups: Map<string, Group>): Group | undefined {
	const version = tryParseVersion(spelling);
	if (version === undefined) return undefined;
	const text = String(version);
	const group = groups.get(text) ?? { version, files: [] };
	groups.set(text, group);
	return group;
}

function release(version: string, files: readonly ListedFile[], base: URL): Release {
	const yanked = files.every((file) => file.yanked !== null);
	return {
		version,
		files: files.map(({ filename }) => filename),
		metadataFileUrl: absolute(files.find(({ hasMetadata }) => hasMetadata)?.url, base),
		yanked,
		yankedReason: (yanked && files.find((file) => file.yanked?.reason)?.yanked?.reason) || null,
		requiresPython: files.find((file) => file.requiresPython !== null)?.requiresPython ?? null,
		uploadedAt: firstUpload(files),
	};
}

/** Null for what is no URL. Most are absolute, and parsed when somebody asks for one of them. */
function absolute(url: string | undefined, base: URL): string | null {
	if (url === undefined || url.startsWith('https://')) return url ?? null;
	return URL.canParse(url, base.href) ? new URL(url, base).href : null;
}

function firstUpload(files: readonly ListedFile[]): number | null {
	let first: number | null = null;
	for (const { uploadedAt } of files) if (uploadedAt !== null && (first === null || uploadedAt < first)) first = uploadedAt;
	return first;
}
