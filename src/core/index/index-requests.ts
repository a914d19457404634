import * as l10n from '@vscode/l10n';
import { PackageNotFoundError, VersionNotFoundError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { ClientRequest, ReceivedBody } from '../network/request.ts';
import { parseCoreMetadata } from './core-metadata.ts';
import { didYouMean } from './did-you-mean.ts';
import { groupReleases } from './group-releases.ts';
import { type IndexUrl, searchPage, withCredentials } from './index-url.ts';
import type { ProjectReleases, Release, ReleaseMetadata, Vulnerability } from './package-index.ts';
import { parseProjectJson, parseVulnerabilities } from './project-json.ts';
import { type Asked, looksLikeJson } from './received.ts';
import { parseSimpleHtml } from './simple-html.ts';
import { parseSimpleJson } from './simple-json.ts';

/** As pip sends it: JSON when the index can, HTML otherwise. */
const simpleAccept = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.1, text/html;q=0.01';

/** Bytes after decompression. The largest project pages of PyPI are around 20 MB. */
const maxBytes = { releases: 50_000_000, metadata: 20_000_000, coreMetadata: 5_000_000 } as const;

/** Goes up when what `parse` makes of an answer takes another shape: what an older AutoDocs cached must not be taken for it. */
const shape = { releases: 2, metadata: 3, vulnerabilities: 1 } as const;

/** How many names that the index is known to have are kept for "did you mean". */
const maxKnownNames = 5000;

interface OfRelease<T> {
	readonly shape: number;
	readonly read: (body: ReceivedBody, name: string, version: string, asked: Asked) => T;
}

/** What is asked of one index, and how its answers are read. Names are in PEP 503 form, versions normalised. */
export class IndexRequests {
	readonly #index: IndexUrl;
	readonly #knownNames = new Set<string>();

	constructor(index: IndexUrl) {
		this.#index = index;
	}

	/** Keeps a name that the index has, as one that may have been meant. */
	remember(name: string): void {
		if (this.#knownNames.size < maxKnownNames) this.#knownNames.add(name);
	}

	/** The key of {@link releases}: where the answer is looked for alone. */
	releasesKey(name: string): string {
		return `releases.${shape.releases}:${this.#index.root.href}:${name}`;
	}

	releases(name: string): ClientRequest<ProjectReleases> {
		const url = new URL(`${name}/`, this.#index.root);
		const label = l10n.t('the releases of {0}', name);
		return {
			key: this.releasesKey(name),
			kind: 'releases',
			label,
			packageName: name,
			url: withCredentials(url, this.#index),
			accept: simpleAccept,
			maxBytes: maxBytes.releases,
			immutable: false,
			parse: (body) => groupReleases(name, this.#parsePage(body, name, label)),
			notFound: () => this.#packageNotFound(name, url),
		};
	}

	/** Undefined when the index has no JSON API beside its Simple API. */
	metadata(name: string, version: string): ClientRequest<ReleaseMetadata> | undefined {
		const url = this.#releaseUrl(name, version);
		if (url === undefined) return undefined;
		return this.#ofRelease('metadata', name, version, {
			shape: shape.metadata,
			label: l10n.t('the metadata of {0} {1}', name, version),
			url,
			accept: 'application/json',
			maxBytes: maxBytes.metadata,
			immutable: true,
			read: parseProjectJson,
		});
	}

	/** Of the same answer as {@link metadata} what may change: so it is asked again when it is not fresh any more. Undefined as there. */
	vulnerabilities(name: string, version: string): ClientRequest<readonly Vulnerability[]> | undefined {
		const url = this.#releaseUrl(name, version);
		if (url === undefined) return undefined;
		return this.#ofRelease('vulnerabilities', name, version, {
			shape: shape.vulnerabilities,
			label: l10n.t('the vulnerabilities of {0} {1}', name, version),
			url,
			accept: 'application/json',
			maxBytes: maxBytes.metadata,
			immutable: false,
			read: parseVulnerabilities,
		});
	}

	/** The `.metadata` file beside the file at `fileUrl` (PEP 658). */
	fileMetadata(name: string, version: string, fileUrl: URL): ClientRequest<ReleaseMetadata> {
		const url = new URL(fileUrl);
		url.pathname += '.metadata';
		return this.#ofRelease('core-metadata', name, version, {
			shape: shape.metadata,
			label: l10n.t('the metadata of {0} {1}', name, version),
			url: withCredentials(url, this.#index),
			accept: '*/*',
			maxBytes: maxBytes.coreMetadata,
			immutable: true,
			read: parseCoreMetadata,
		});
	}

	/** `releases`: what there is instead, newest first. */
	versionNotFound(name: string, version: string, releases: readonly Release[]): VersionNotFoundError {
		const newest = releases.find((release) => !release.yanked)?.version;
		return new VersionNotFoundError(l10n.t('{0} has no version {1} of {2}', this.#index.host, version, name), {
			details: { package: name, version, index: this.#index.shown, newest },
			suggestions:
				newest === undefined
					? [l10n.t('Choose a version that the index has')]
					: [l10n.t('Use {0}, the newest version, or another that the index has', newest)],
			recoveryActions: ['refresh'],
		});
	}

	#ofRelease<T extends Json>(
		kind: ClientRequest<T>['kind'],
		name: string,
		version: string,
		{ shape: shapeNow, read, ...asked }: Pick<ClientRequest<T>, 'label' | 'url' | 'accept' | 'maxBytes' | 'immutable'> & OfRelease<T>,
	): ClientRequest<T> {
		return {
			...asked,
			key: `${kind}.${shapeNow}:${this.#index.root.href}:${name}:${version}`,
			kind,
			packageName: name,
			parse: (body) => read(body, name, version, { host: asked.url.host, label: asked.label }),
			notFound: () => this.versionNotFound(name, version, []),
		};
	}

	#releaseUrl(name: string, version: string): URL | undefined {
		if (this.#index.json === undefined) return undefined;
		return withCredentials(new URL(`${name}/${encodeURIComponent(version)}/json`, this.#index.json), this.#index);
	}

	#parsePage(body: ReceivedBody, name: string, label: string) {
		const asked = { host: this.#index.host, label };
		return looksLikeJson(body) ? parseSimpleJson(body, name, asked) : parseSimpleHtml(body, name, asked);
	}

	#packageNotFound(name: string, url: URL): PackageNotFoundError {
		const { names, partOfPython } = didYouMean(name, this.#knownNames);
		// Nothing was found there yet, and it does not look like a Simple API: most likely the URL is wrong, not every name.
		const isOddIndex = this.#index.json === undefined && this.#knownNames.size === 0;
		const suggestions = [
			...(isOddIndex ? [l10n.t('Check the index URL {0}: the root of a Simple API most often ends in /simple', this.#index.shown)] : []),
			...(partOfPython ? [l10n.t('Remove it: the module {0} is part of Python and needs no requirement', name)] : []),
			...names.map((candidate) => l10n.t('Did you mean {0}?', candidate)),
			l10n.t('Check the spelling, or set the index that has it'),
		];
		return new PackageNotFoundError(l10n.t('{0} has no package named {1}', this.#index.host, name), {
			details: {
				package: name,
				index: this.#index.shown,
				tried: url.href,
				didYouMean: names,
				partOfPython,
				projectPage: searchPage(this.#index, name),
			},
			suggestions,
			recoveryActions: ['refresh', 'openSettings'],
		});
	}
}
