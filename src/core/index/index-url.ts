import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';

/** Where one index answers what. */
export interface IndexUrl {
	/** The simple root, ending in a slash, without credentials, query and fragment. */
	readonly root: URL;
	/** The simple root as a person writes it: no slash at the end. */
	readonly shown: string;
	/** Of the URL, for requests alone: no message, key or log has them. */
	readonly credentials: { readonly username: string; readonly password: string };
	/** Host and port, for messages. */
	readonly host: string;
	/** PyPI's JSON API beside the Simple API (`/simple` → `/pypi`), ending in a slash; undefined when the root has no such sibling. */
	readonly json: URL | undefined;
}

const publicHosts: ReadonlySet<string> = new Set(['pypi.org', 'test.pypi.org']);

/** Reads the simple root as pip and uv write it, with or without a slash at its end. Throws ValidationError. */
export function parseIndexUrl(text: string): IndexUrl {
	const root = URL.canParse(text) ? new URL(text) : undefined;
	if (root === undefined || (root.protocol !== 'https:' && root.protocol !== 'http:')) {
		throw new ValidationError(l10n.t('The index URL {0} is not an http(s) URL', JSON.stringify(text.slice(0, 200))), {
			expected: l10n.t('a URL such as https://pypi.org/simple'),
			suggestions: [l10n.t('Set autodocs.index.url to the root of a Simple API, such as https://pypi.org/simple')],
			recoveryActions: ['openSettings'],
		});
	}
	const { username, password } = root;
	root.username = '';
	root.password = '';
	root.search = '';
	root.hash = '';
	root.pathname = withoutTrailingSlashes(root.pathname);
	const json = root.pathname.endsWith('/simple') ? new URL(`${root.href.slice(0, -'simple'.length)}pypi/`) : undefined;
	const shown = root.pathname === '/' ? root.origin : root.href;
	if (root.pathname !== '/') root.pathname += '/';
	return { root, shown, credentials: { username, password }, host: root.host, json };
}

/** The URL as it is asked for. */
export function withCredentials(url: URL, { root, credentials }: IndexUrl): URL {
	if (credentials.username === '' && credentials.password === '') return url;
	return url.origin === root.origin ? Object.assign(new URL(url), credentials) : url;
}

/** The page that a person can open for a project (PEP 503 name). */
export function projectPage(index: IndexUrl, name: string): string {
	return publicHosts.has(index.host) ? `${index.root.origin}/project/${name}/` : new URL(`${name}/`, index.root).href;
}

/** Where a person can look for a project that the index does not have. */
export function searchPage(index: IndexUrl, name: string): string {
	return publicHosts.has(index.host) ? `${index.root.origin}/search/?q=${encodeURIComponent(name)}` : index.root.href;
}

function withoutTrailingSlashes(path: string): string {
	let end = path.length;
	while (end > 1 && path.charCodeAt(end - 1) === 47) end--;
	return path.slice(0, end);
}
