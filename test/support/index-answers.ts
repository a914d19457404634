interface ServedVulnerability {
	readonly id: string;
	readonly aliases?: readonly string[];
	readonly fixed_in: readonly string[];
	readonly details: string;
	readonly link?: string;
}

/** One release of a package as the server tells it. */
export interface ServedVersion {
	readonly requiresPython?: string;
	readonly requiresDist?: readonly string[];
	/** The reason; '' for none given. */
	readonly yanked?: string;
	/** ISO 8601. */
	readonly uploadedAt?: string;
	/** As PyPI's JSON API lists them. */
	readonly vulnerabilities?: readonly ServedVulnerability[];
}

export interface ServedPackage {
	readonly name: string;
	readonly versions: Readonly<Record<string, ServedVersion>>;
	readonly summary?: string;
	readonly description?: string;
	readonly descriptionContentType?: string;
	readonly licence?: string;
	readonly extras?: readonly string[];
	/** PEP 792. */
	readonly status?: { readonly status: string; readonly reason?: string };
	/** Whether `.metadata` files are offered (PEP 658). */
	readonly metadataFiles?: boolean;
	readonly urls?: Readonly<Record<string, string>>;
}

function wheel(name: string, version: string): string {
	return `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;
}

/** PEP 691, 700. */
export function simplePage({ name, versions, status, metadataFiles }: ServedPackage): unknown {
	return {
		meta: { 'api-version': '1.3' },
		name,
		...(status === undefined ? {} : { 'project-status': status }),
		versions: Object.keys(versions),
		files: Object.entries(versions).map(([version, { requiresPython, yanked, uploadedAt }]) => ({
			filename: wheel(name, version),
			url: `/files/${wheel(name, version)}`,
			hashes: {},
			size: 1000,
			'upload-time': uploadedAt ?? '2024-01-01T00:00:00Z',
			...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
			yanked: yanked ?? false,
			'core-metadata': metadataFiles ?? false,
		})),
	};
}

/** PEP 503. */
export function htmlPage({ name, versions, status, metadataFiles }: ServedPackage): string {
	const meta = status === undefined ? '' : `<meta name="pypi:project-status" content="${status.status}">`;
	const links = Object.entries(versions).map(([version, { requiresPython, yanked }]) => {
		const attributes = [
			requiresPython === undefined ? '' : ` data-requires-python="${requiresPython.replace(/>/g, '&gt;').replace(/</g, '&lt;')}"`,
			yanked === undefined ? '' : ` data-yanked="${yanked}"`,
			metadataFiles === true ? ' data-core-metadata="true"' : '',
		];
		return `<a href="/files/${wheel(name, version)}"${attributes.join('')}>${wheel(name, version)}</a><br/>`;
	});
	return `<!DOCTYPE html><html><head>${meta}<title>Links for ${name}</title></head><body>${links.join('\n')}</body></html>`;
}

/** The `.metadata` file beside a wheel (PEP 658); undefined when there is none. */
export function coreMetadata(served: ServedPackage, filename: string): string | undefined {
	const version = Object.keys(served.versions).find((one) => filename === `${wheel(served.name, one)}.metadata`);
	if (version === undefined || served.metadataFiles !== true) return undefined;
	const python = served.versions[version]?.requiresPython;
	const headers = [
		'Metadata-Version: 2.4',
		`Name: ${served.name}`,
		`Version: ${version}`,
		`Summary: ${served.summary ?? ''}`,
		...(python === undefined ? [] : [`Requires-Python: ${python}`]),
		`Description-Content-Type: ${served.descriptionContentType ?? 'text/markdown'}`,
	];
	return `${headers.join('\n')}\n\n${served.description ?? ''}`;
}

/** `/pypi/NAME/VERSION/json` as PyPI gives it. */
export function releaseJson(served: ServedPackage, version: string): unknown {
	const release = served.versions[version];
	return {
		info: {
			name: served.name,
			version,
			summary: served.summary ?? '',
			description: served.description ?? '',
			description_content_type: served.descriptionContentType ?? 'text/markdown',
			requires_python: release?.requiresPython ?? null,
			requires_dist: release?.requiresDist ?? null,
			provides_extra: served.extras ?? [],
			license_expression: served.licence ?? null,
			project_urls: served.urls ?? {},
			yanked: release?.yanked !== undefined,
			yanked_reason: release?.yanked ?? null,
		},
		urls: [],
		vulnerabilities: release?.vulnerabilities ?? [],
	};
}
