import { compareVersions, tryParseVersion, type Version } from '../packaging/version.ts';
import { versionFromFilename } from './filename.ts';
import type { ProjectReleases, ProjectStatus, Release, ReleaseFile } from './package-index.ts';

/** What a page of the Simple API says of a project, in either format. */
export interface SimplePage {
	readonly files: readonly ReleaseFile[];
	/** Files that the page lists but describes wrongly. */
	readonly malformedFiles: number;
	readonly status: ProjectStatus;
	readonly statusReason: string | null;
}

/** Groups files by the version in their names, newest first. Files whose name holds no PEP 440 version are counted and left out. */
export function groupReleases(name: string, page: SimplePage): ProjectReleases {
	const byVersion = new Map<string, { readonly version: Version; readonly files: ReleaseFile[] }>();
	const versionOf = rememberedVersions();
	let ignoredFiles = page.malformedFiles;
	for (const file of page.files) {
		const version = versionOf(versionFromFilename(file.filename, name));
		if (version === undefined) {
			ignoredFiles++;
			continue;
		}
		const key = String(version);
		const group = byVersion.get(key);
		if (group === undefined) byVersion.set(key, { version, files: [file] });
		else group.files.push(file);
	}
	const releases = [...byVersion.values()].sort((a, b) => compareVersions(b.version, a.version));
	return {
		name,
		releases: releases.map(({ version, files }) => release(String(version), files)),
		status: page.status,
		statusReason: page.statusReason,
		ignoredFiles,
	};
}

/** A project has many files a version: each spelling is parsed once. */
function rememberedVersions(): (text: string | undefined) => Version | undefined {
	const seen = new Map<string, Version | undefined>();
	return (text) => {
		if (text === undefined) return undefined;
		if (!seen.has(text)) seen.set(text, tryParseVersion(text));
		return seen.get(text);
	};
}

function release(version: string, files: readonly ReleaseFile[]): Release {
	const yanked = files.every((file) => file.yanked !== null);
	const reasons = files.flatMap((file) => (file.yanked === null || file.yanked.reason === '' ? [] : [file.yanked.reason]));
	const uploads = files.flatMap((file) => (file.uploadedAt === null ? [] : [file.uploadedAt]));
	return {
		version,
		files,
		yanked,
		yankedReason: yanked ? (reasons[0] ?? null) : null,
		requiresPython: files.find((file) => file.requiresPython !== null)?.requiresPython ?? null,
		uploadedAt: uploads.length === 0 ? null : uploads.reduce((first, next) => Math.min(first, next)),
	};
}
