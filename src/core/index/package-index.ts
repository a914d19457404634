import type { Answer, RequestOptions } from '../network/request.ts';

/** PEP 792 project status markers. */
export type ProjectStatus = 'active' | 'archived' | 'deprecated' | 'quarantined';

/**
 * A release; yanked when every one of its files is (as pip sees it). Plain data, and little of it: a project may have thousands of files,
 * and all of its releases are cached as JSON.
 */
export type Release = {
	/** As normalised by PEP 440. */
	readonly version: string;
	/** The names of its files, in the order of the index. */
	readonly files: readonly string[];
	/** Of the first file whose core metadata the index offers apart (PEP 658/714), at the file's URL with `.metadata` behind it. */
	readonly metadataFileUrl: string | null;
	readonly yanked: boolean;
	/** The first reason that is not '', when yanked (PEP 592). */
	readonly yankedReason: string | null;
	/** A specifier as the index states it of the first file that has one, e.g. `>=3.9`. */
	readonly requiresPython: string | null;
	/** Of the first file, ms since the epoch. */
	readonly uploadedAt: number | null;
};

/** All releases of one project at one index. */
export type ProjectReleases = {
	/** PEP 503 form. */
	readonly name: string;
	/** Newest first by PEP 440 order; versions that are none are left out. */
	readonly releases: readonly Release[];
	readonly status: ProjectStatus;
	readonly statusReason: string | null;
	/** How many listed files are left out: described wrongly, or of no PEP 440 version. */
	readonly ignoredFiles: number;
};

/** A known vulnerability of a release, in the index's words. One that was withdrawn is none. */
export type Vulnerability = {
	readonly id: string;
	readonly aliases: readonly string[];
	readonly summary: string | null;
	/** A word, or a CVSS score or vector, where the index says how bad it is. */
	readonly severity: string | null;
	/** Versions, as the index writes them: one for each series that was mended. */
	readonly fixedIn: readonly string[];
	/** Only http(s). */
	readonly link: string | null;
};

/** Core metadata of one release. */
export type ReleaseMetadata = {
	readonly name: string;
	/** As normalised by PEP 440. */
	readonly version: string;
	readonly summary: string | null;
	readonly description: string;
	readonly descriptionContentType: string | null;
	readonly requiresPython: string | null;
	/** Requires-Dist, as written. */
	readonly requiresDist: readonly string[];
	readonly providesExtra: readonly string[];
	/** SPDX expression (PEP 639), else the old licence field or classifier. */
	readonly licence: string | null;
	/** Label → URL, in the order given; home page first. Only http(s). */
	readonly urls: readonly { readonly label: string; readonly url: string }[];
	/** Null where the index does not tell of them: there may be some. */
	readonly vulnerabilities: readonly Vulnerability[] | null;
	readonly yanked: { readonly reason: string } | null;
	/** The index offers no metadata apart from the files themselves: what is null or empty above is not known. */
	readonly onlyListed?: true;
};

/** A package index: the Simple API and PyPI's JSON API behind one interface. Every error is an AutoDocsError. */
export interface PackageIndex {
	/** The simple root, without credentials, for messages and links. */
	readonly url: string;
	/** All releases of `name` (any spelling). Rejects with PackageNotFoundError when the index does not know it. */
	releases(name: string, options?: RequestOptions): Promise<Answer<ProjectReleases>>;
	/** Core metadata of one release. Rejects with VersionNotFoundError when the index does not have it. */
	metadata(name: string, version: string, options?: RequestOptions): Promise<Answer<ReleaseMetadata>>;
	/**
	 * The vulnerabilities of a release that {@link releases} lists, as they are known now: metadata are cached for good, and do not tell of later ones.
	 * Undefined when the index has no JSON API, which alone tells of them.
	 */
	vulnerabilities(name: string, version: string, options?: RequestOptions): Promise<Answer<readonly Vulnerability[]> | undefined>;
	/** Answers that are in memory, without asking anything; undefined when they are not. */
	peekReleases(name: string): Answer<ProjectReleases> | undefined;
	peekMetadata(name: string, version: string): Answer<ReleaseMetadata> | undefined;
	/** The page a person can open for a project. */
	projectPage(name: string): string;
}
