/** How much a page lists: as on a public index, where most projects have hundreds of files and some have thousands, or next to nothing. */
export type PageSize = 'realistic' | 'small';

/** The name of the package of that number, in PEP 503 form. */
export function packageName(number: number): string {
	return `package-${String(number).padStart(4, '0')}`;
}

/** The version that a page lists as its `release`th, oldest first. */
export function releaseVersion(release: number): string {
	return `${Math.floor(release / 50)}.${Math.floor(release / 5) % 10}.${release % 5}`;
}

/** A project page of the Simple API (PEP 691), with all the fields that PyPI sends. The same number gives the same page. */
export function projectPage(number: number, size: PageSize): string {
	const name = packageName(number);
	const { releases, wheels } = extent(number, size);
	const versions = Array.from({ length: releases }, (_, release) => releaseVersion(release));
	const files = versions.flatMap((version, release) => [
		file(name, `${name.replaceAll('-', '_')}-${version}.tar.gz`, release, false),
		...Array.from({ length: wheels }, (_, wheel) => file(name, wheelName(name, version, wheel, wheels), release, true)),
	]);
	return JSON.stringify({ meta: { '_last-serial': 30_000_000, 'api-version': '1.4' }, name, versions, files });
}

/** Metadata of one release, as PyPI's JSON API gives them. */
export function releaseMetadata(name: string, version: string): string {
	const info = { name, version, summary: 'A package', description: '# A package\n', description_content_type: 'text/markdown' };
	return JSON.stringify({ info, urls: [], vulnerabilities: [] });
}

/** One in a hundred is like grpcio, four are like numpy. */
function extent(number: number, size: PageSize): { readonly releases: number; readonly wheels: number } {
	if (size === 'small') return { releases: 10, wheels: 1 };
	if (number % 100 === 50) return { releases: 200, wheels: 29 };
	if (number % 25 === 0) return { releases: 150, wheels: 19 };
	return { releases: 100 + ((number * 37) % 200), wheels: 1 };
}

function wheelName(name: string, version: string, wheel: number, wheels: number): string {
	const tags = wheels === 1 ? 'py3-none-any' : `cp3${wheel}-cp3${wheel}-manylinux_2_17_x86_64.manylinux2014_x86_64`;
	return `${name.replaceAll('-', '_')}-${version}-${tags}.whl`;
}

function file(name: string, filename: string, release: number, isWheel: boolean): object {
	const digest = Buffer.from(filename).toString('hex').padEnd(64, '0').slice(-64);
	const metadata = isWheel ? { sha256: digest } : false;
	const folder = `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest.slice(4)}`;
	return {
		'core-metadata': metadata,
		'data-dist-info-metadata': metadata,
		filename,
		hashes: { sha256: digest },
		provenance: isWheel ? `https://index.example/integrity/${name}/${filename}/provenance` : null,
		'requires-python': release > 100 ? '>=3.10' : '>=3.8',
		size: 123_456 + release,
		'upload-time': new Date(Date.UTC(2015, 0, release)).toISOString(),
		url: `https://files.example/packages/${folder}/${filename}`,
		yanked: release % 40 === 39 ? 'breaks imports' : false,
	};
}

/** The first so many names. */
export function packageNames(count: number): readonly string[] {
	return Array.from({ length: count }, (_, number) => packageName(number));
}
