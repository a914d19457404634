import * as l10n from '@vscode/l10n';
import { toAutoDocsError, ValidationError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Client } from '../network/client.ts';
import type { Answer, ClientRequest, RequestOptions } from '../network/request.ts';
import { isValidName, nameRule, normalizeName } from '../packaging/name.ts';
import { parseVersion, tryParseVersion } from '../packaging/version.ts';
import { findRelease } from './find-release.ts';
import { IndexRequests } from './index-requests.ts';
import { type IndexUrl, parseIndexUrl, projectPage } from './index-url.ts';
import type { PackageIndex, ProjectReleases, Release, ReleaseMetadata, Vulnerability } from './package-index.ts';

/** Errors that say that an index has no JSON API, or nothing of use there. Anything else is a failure to ask it. */
const mayMeanAbsent: ReadonlySet<string> = new Set(['version_not_found', 'http_error', 'auth_required', 'bad_response']);

/**
 * The index at `indexUrl` (its simple root, as pip and uv write it). Throws ValidationError for what is no http(s) URL.
 * Metadata come from the JSON API beside it; an index that has none is remembered, and its `.metadata` files (PEP 658) are read instead.
 */
export function createPackageIndex(indexUrl: string, client: Pick<Client, 'get' | 'peek'>): PackageIndex {
	return new ClientPackageIndex(parseIndexUrl(indexUrl), client);
}

class ClientPackageIndex implements PackageIndex {
	readonly url: string;
	readonly #index: IndexUrl;
	readonly #client: Pick<Client, 'get' | 'peek'>;
	readonly #requests: IndexRequests;
	#jsonApi: 'unknown' | 'present' | 'absent';

	constructor(index: IndexUrl, client: Pick<Client, 'get' | 'peek'>) {
		this.url = index.shown;
		this.#index = index;
		this.#client = client;
		this.#requests = new IndexRequests(index);
		this.#jsonApi = index.json === undefined ? 'absent' : 'unknown';
	}

	async releases(name: string, options?: RequestOptions): Promise<Answer<ProjectReleases>> {
		const answer = await this.#client.get(this.#requests.releases(checkedName(name)), options);
		this.#requests.remember(answer.value.name);
		return answer;
	}

	async metadata(name: string, version: string, options?: RequestOptions): Promise<Answer<ReleaseMetadata>> {
		const project = checkedName(name);
		const wanted = String(parseVersion(version));
		const answer = await this.#fromJson(this.#requests.metadata(project, wanted), options);
		return answer ?? (await this.#metadataOfFile(project, wanted, options));
	}

	async vulnerabilities(name: string, version: string, options?: RequestOptions): Promise<Answer<readonly Vulnerability[]> | undefined> {
		const project = checkedName(name);
		const request = this.#requests.vulnerabilities(project, String(parseVersion(version)));
		const answer = await this.#fromJson(request, options).catch(unlessNotThere);
		// The release is listed, but the JSON API does not have it: while nothing else was found there, there is no such API.
		if (answer === undefined && this.#jsonApi === 'unknown' && this.#lists(project, version)) this.#jsonApi = 'absent';
		return answer;
	}

	peekReleases(name: string): Answer<ProjectReleases> | undefined {
		return isValidName(name) ? this.#client.peek<ProjectReleases>({ key: this.#requests.releasesKey(normalizeName(name)) }) : undefined;
	}

	peekMetadata(name: string, version: string): Answer<ReleaseMetadata> | undefined {
		const wanted = tryParseVersion(version);
		if (!isValidName(name) || wanted === undefined) return undefined;
		const project = normalizeName(name);
		const request = this.#requests.metadata(project, String(wanted));
		const answer = request === undefined ? undefined : this.#client.peek<ReleaseMetadata>(request);
		return answer ?? this.#peekMetadataOfFile(project, String(wanted));
	}

	projectPage(name: string): string {
		return projectPage(this.#index, normalizeName(name));
	}

	/** What the JSON API says; undefined where there is none, or where what it says may mean so. */
	async #fromJson<T extends Json>(request: ClientRequest<T> | undefined, options?: RequestOptions): Promise<Answer<T> | undefined> {
		if (request === undefined || this.#jsonApi === 'absent') return undefined;
		try {
			const answer = await this.#client.get(request, options);
			this.#jsonApi = 'present';
			return answer;
		} catch (thrown) {
			const error = toAutoDocsError(thrown);
			if (this.#jsonApi === 'present' || !mayMeanAbsent.has(error.code)) throw error;
			return undefined;
		}
	}

	#lists(name: string, version: string): boolean {
		const releases = this.peekReleases(name)?.value.releases ?? [];
		return findRelease(releases, version) !== undefined;
	}

	/** What the Simple API and the files beside it say of a release, for an index without a JSON API. */
	async #metadataOfFile(name: string, version: string, options?: RequestOptions): Promise<Answer<ReleaseMetadata>> {
		const releases = await this.releases(name, options);
		const release = findRelease(releases.value.releases, version);
		if (release === undefined) throw this.#requests.versionNotFound(name, version, releases.value.releases);
		if (release.version !== version) return await this.metadata(name, release.version, options);
		// The release exists, but the JSON API does not have it: there is no such API here.
		this.#jsonApi = 'absent';
		const file = metadataFile(release, this.#index);
		if (file === undefined) return { ...releases, value: bareMetadata(name, release) };
		return withYank(await this.#client.get(this.#requests.fileMetadata(name, version, file), options), release);
	}

	#peekMetadataOfFile(name: string, version: string): Answer<ReleaseMetadata> | undefined {
		const releases = this.peekReleases(name);
		const release = releases && findRelease(releases.value.releases, version);
		const file = release && metadataFile(release, this.#index);
		if (release === undefined || file === undefined) return undefined;
		const answer = this.#client.peek<ReleaseMetadata>(this.#requests.fileMetadata(name, version, file));
		return answer && withYank(answer, release);
	}
}

function unlessNotThere(thrown: unknown): undefined {
	if (toAutoDocsError(thrown).code !== 'version_not_found') throw thrown;
}

/** The PEP 503 form. Throws ValidationError for what is no name, so that nothing of it reaches a URL. */
function checkedName(name: string): string {
	if (isValidName(name)) return normalizeName(name);
	throw new ValidationError(l10n.t('{0} is not a package name', JSON.stringify(name.slice(0, 100))), {
		expected: nameRule(),
		suggestions: [l10n.t('Correct the name of the package')],
	});
}

/** A file whose metadata the index itself offers apart from it: no other server is asked. */
function metadataFile({ metadataFileUrl: url }: Release, { root }: IndexUrl): URL | undefined {
	if (url === null || !URL.canParse(url)) return undefined;
	const file = new URL(url);
	return file.origin === root.origin ? file : undefined;
}

/** Core metadata do not know whether their file was yanked later; the Simple API does. */
function withYank(answer: Answer<ReleaseMetadata>, release: Release): Answer<ReleaseMetadata> {
	return { ...answer, value: { ...answer.value, yanked: release.yanked ? { reason: release.yankedReason ?? '' } : null } };
}

/** All that is known of a release when the index offers no metadata apart from the files themselves. */
function bareMetadata(name: string, release: Release): ReleaseMetadata {
	return {
		name,
		version: release.version,
		summary: null,
		description: '',
		descriptionContentType: null,
		requiresPython: release.requiresPython,
		requiresDist: [],
		providesExtra: [],
		licence: null,
		urls: [],
		vulnerabilities: null,
		yanked: release.yanked ? { reason: release.yankedReason ?? '' } : null,
		onlyListed: true,
	};
}
