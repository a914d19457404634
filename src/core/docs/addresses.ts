import { safeUrl } from './safe-url.ts';

/** Where addresses in a package's text may lead. What is undefined is shown as text, or as no image. */
export interface Addresses {
	link(written: string): string | undefined;
	image(written: string): string | undefined;
}

/** For readers that have no page to stand on: whole addresses alone, and no image. */
export const wholeAddresses: Addresses = { link: safeUrl, image: () => undefined };

/** The folder of a repository, at its newest state: which tag a release was built from is nowhere said. */
interface Repository {
	/** What stands before the path of a file, for a page that shows it. */
	readonly pages: string;
	/** For the file itself. */
	readonly raw: string;
}

const hosts: Readonly<Record<string, (repository: string) => Repository>> = {
	'github.com': (at) => ({ pages: `${at}/blob/HEAD/`, raw: `${at}/raw/HEAD/` }),
	'gitlab.com': (at) => ({ pages: `${at}/-/blob/HEAD/`, raw: `${at}/-/raw/HEAD/` }),
	'bitbucket.org': (at) => ({ pages: `${at}/src/HEAD/`, raw: `${at}/raw/HEAD/` }),
	'codeberg.org': (at) => ({ pages: `${at}/src/branch/HEAD/`, raw: `${at}/raw/branch/HEAD/` }),
};

/** Names of owners that are none, but pages of GitHub's own. */
const noOwners: ReadonlySet<string> = new Set(['sponsors', 'orgs', 'apps', 'marketplace', 'users']);

/**
 * For a page: relative links lead into the package's repository where one of its links names that, links within the text stay, and images are
 * taken over https where they are wanted.
 */
export function pageAddresses(links: readonly { readonly label: string; readonly url: string }[], showsImages: boolean): Addresses {
	const repository = repositoryOf(links);
	return {
		link: (written) => safeUrl(written) ?? fragment(written) ?? inRepository(repository?.pages, written),
		image: (written) => (showsImages ? overHttps(safeUrl(written) ?? inRepository(repository?.raw, written)) : undefined),
	};
}

/** Of the links that lead to one, that which is labelled as the source, else the first. */
function repositoryOf(links: readonly { readonly label: string; readonly url: string }[]): Repository | undefined {
	const isSource = ({ label }: { readonly label: string }) => /source|repo|code|git/i.test(label);
	for (const { url } of [...links.filter(isSource), ...links]) {
		const { hostname, pathname } = new URL(url);
		const host = hostname.replace(/^www\./, '');
		const steps = pathname.split('/').filter((step) => step !== '');
		// On GitLab groups nest: the repository ends where its own pages (`-`) begin.
		const own = host === 'gitlab.com' ? steps.slice(0, steps.includes('-') ? steps.indexOf('-') : steps.length) : steps.slice(0, 2);
		const [owner = '', name] = own;
		if (name === undefined || noOwners.has(owner)) continue;
		const found = Object.hasOwn(hosts, host) ? hosts[host]?.(`https://${host}/${own.join('/').replace(/\.git$/, '')}`) : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A heading of the same text. */
function fragment(written: string): string | undefined {
	return /^#[\w.~-]{1,200}$/.test(written) ? written : undefined;
}

/** What stays below the repository's root, as RFC 3986 §5.2 resolves it. */
function inRepository(base: string | undefined, written: string): string | undefined {
	const path = written.trim().replace(/^\/+/, '');
	if (base === undefined || path === '' || path.startsWith('#') || !URL.canParse(path, base)) return undefined;
	const { href } = new URL(path, base);
	return href.startsWith(base) ? safeUrl(href) : undefined;
}

function overHttps(url: string | undefined): string | undefined {
	return url?.startsWith('https:') === true ? url : undefined;
}
