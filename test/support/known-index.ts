import { PackageNotFoundError } from '../../src/core/errors.ts';
import type { PackageIndex, ProjectReleases, Release, ReleaseMetadata, Vulnerability } from '../../src/core/index/package-index.ts';
import type { Answer, RequestOptions } from '../../src/core/network/request.ts';

export function release(version: string, change: Partial<Release> = {}): Release {
	return {
		version,
		files: [],
		metadataFileUrl: null,
		yanked: false,
		yankedReason: null,
		requiresPython: null,
		uploadedAt: null,
		...change,
	};
}

/** Newest first. */
export function projectReleases(name: string, releases: readonly (string | Release)[]): ProjectReleases {
	return {
		name,
		releases: releases.map((given) => (typeof given === 'string' ? release(given) : given)),
		status: 'active',
		statusReason: null,
		ignoredFiles: 0,
	};
}

export function answer<T>(value: T, change: Partial<Answer<T>> = {}): Answer<T> {
	return { value, fetchedAt: Date.UTC(2026, 0, 1), from: 'network', staleBecause: undefined, ...change };
}

type Reply = Answer<ProjectReleases> | Error | Promise<Answer<ProjectReleases>>;

/** An index that answers what a test tells it to, and notes what it was asked. */
export class KnownIndex implements PackageIndex {
	readonly url = 'https://index.test/simple';
	readonly asked: { readonly name: string; readonly options: RequestOptions }[] = [];
	readonly askedMetadata: { readonly release: string; readonly options: RequestOptions }[] = [];
	readonly askedVulnerabilities: { readonly release: string; readonly options: RequestOptions }[] = [];
	readonly #replies: Map<string, Reply>;
	readonly #metadata: ReadonlyMap<string, Answer<ReleaseMetadata> | Error>;

	/** `metadata`: by name and version, as in `demo 1.0`. */
	constructor(replies: Readonly<Record<string, Reply>>, metadata: Readonly<Record<string, Answer<ReleaseMetadata> | Error>> = {}) {
		this.#replies = new Map(Object.entries(replies));
		this.#metadata = new Map(Object.entries(metadata));
	}

	/** What is answered from now on. */
	set(name: string, reply: Reply): void {
		this.#replies.set(name, reply);
	}

	/** The names asked since the last call. */
	takeAsked(): readonly string[] {
		return this.asked.splice(0).map(({ name }) => name);
	}

	async releases(name: string, options: RequestOptions = {}): Promise<Answer<ProjectReleases>> {
		this.asked.push({ name, options });
		const reply = this.#replies.get(name);
		if (reply instanceof Error) throw reply;
		if (reply === undefined) throw new PackageNotFoundError(`There is no package “${name}” at index.test`);
		return await reply;
	}

	async metadata(name: string, version: string, options: RequestOptions = {}): Promise<Answer<ReleaseMetadata>> {
		const release = `${name} ${version}`;
		this.askedMetadata.push({ release, options });
		const reply = this.#metadata.get(release) ?? new PackageNotFoundError(`No metadata of ${release} here`);
		if (reply instanceof Error) throw reply;
		return reply;
	}

	/** Of the metadata that it was told of. */
	async vulnerabilities(
		name: string,
		version: string,
		options: RequestOptions = {},
	): Promise<Answer<readonly Vulnerability[]> | undefined> {
		const release = `${name} ${version}`;
		this.askedVulnerabilities.push({ release, options });
		const reply = this.#metadata.get(release) ?? new PackageNotFoundError(`No metadata of ${release} here`);
		if (reply instanceof Error) throw reply;
		const { vulnerabilities } = reply.value;
		return vulnerabilities === null ? undefined : { ...reply, value: vulnerabilities };
	}

	peekReleases(): undefined {
		return undefined;
	}

	peekMetadata(): undefined {
		return undefined;
	}

	projectPage(name: string): string {
		return `https://index.test/project/${name}/`;
	}
}
