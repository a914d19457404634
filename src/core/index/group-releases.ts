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
		const group = byVersion.get(version.text);
		if (group === undefined) byVersion.set(version.text, { version: version.parsed, files: [file] });
		else group.files.push(file);
	}
	const releases = [...byVersion].sort(([, a], [, b]) => compareVersions(b.version, a.version));
	return {
		name,
		releases: releases.map(([text, { files }]) => release(text, files)),
		status: page.status,
		statusReason: page.statusReason,
		ignoredFiles,
	};
}

/** A version with its normalised form. */
interface NamedVersion {
	readonly parsed: Version;
	readonly text: string;
}

/** A project has many files a version: each spelling is parsed and normalised once. */
function rememberedVersions(): (spelling: string | undefined) => NamedVersion | undefined {
	const seen = new Map<string, NamedVersion | undefined>();
	return (spelling) => {
		if (spelling === undefined) return undefined;
		if (!seen.has(spelling)) {
			const parsed = tryParseVersion(spelling);
			seen.set(spelling, parsed && { parsed, text: String(parsed) });
		}
		return seen.get(spelling);
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
