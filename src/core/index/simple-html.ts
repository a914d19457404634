import * as l10n from '@vscode/l10n';
import { Parser } from 'htmlparser2';
import type { ReceivedBody } from '../network/request.ts';
import { normalizeName } from '../packaging/name.ts';
import { isDistributionFile } from './filename.ts';
import type { ListedFile, SimplePage } from './group-releases.ts';
import { readStatus } from './project-status.ts';
import { type Asked, badResponse, decodeLeniently, looksLikeHtml, signInPage } from './received.ts';
import { checkApiVersion } from './simple-json.ts';

/** Bounds what one page may make us keep. */
const maxFiles = 200_000;
const maxFilenameLength = 1000;
const maxTextKept = 300;

interface Page {
	readonly files: ListedFile[];
	readonly meta: Map<string, string>;
	base: URL;
	malformedFiles: number;
	/** A form or script: no page of the Simple API has one. */
	interactive: boolean;
	/** Of the title or the first heading. */
	title: string;
	/** The first characters of what it shows. */
	text: string;
	/** The element that the text is in, where that matters. */
	inside: 'title' | 'hidden' | undefined;
	link: { readonly attributes: Attributes; text: string } | undefined;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads a project page of the Simple API as HTML (PEP 503, 592, 629, 658, 792), and the pages of older indexes that are lists of links.
 * Throws BadResponseError when it is no such page.
 */
export function parseSimpleHtml(body: ReceivedBody, name: string, asked: Asked): SimplePage {
	const text = decodeLeniently(body);
	if (text.trim() === '') throw badResponse(asked, l10n.t('an empty answer'));
	const page = readPage(text, body.url);
	if (page.files.length === 0 && !saysItIsAnIndex(page)) {
		throw looksLikeHtml(text) ? signInPage(asked) : badResponse(asked, l10n.t('something that is neither JSON nor HTML'));
	}
	const owner = /^links for (\S+)$/i.exec(page.title)?.[1];
	if (owner !== undefined && normalizeName(owner) !== name) {
		throw badResponse(asked, l10n.t('the page of another project, {0}', JSON.stringify(owner.slice(0, 100))), { field: 'title' });
	}
	checkApiVersion(page.meta.get('pypi:repository-version'), asked);
	const { files, malformedFiles } = page;
	return {
		base: page.base,
		files,
		malformedFiles,
		...readStatus(page.meta.get('pypi:project-status'), page.meta.get('pypi:project-status-reason')),
	};
}

function readPage(text: string, url: URL): Page {
	const page: Page = {
		files: [],
		meta: new Map(),
		base: url,
		malformedFiles: 0,
		interactive: false,
		title: '',
		text: '',
		inside: undefined,
		link: undefined,
	};
	const parser = new Parser({
		onopentag: (tag, attributes) => openTag(page, tag, attributes),
		ontext: (part) => readText(page, part),
		onclosetag: (tag) => {
			if (tag === 'a') closeLink(page);
			page.inside = undefined;
		},
	});
	parser.write(text);
	parser.end();
	return page;
}

function openTag(page: Page, tag: string, attributes: Attributes): void {
	const href = attributes['href'] ?? '';
	if (tag === 'a') page.link = { attributes, text: '' };
	else if (tag === 'base' && URL.canParse(href, page.base.href)) page.base = new URL(href, page.base);
	else if (tag === 'meta' && attributes['name'] !== undefined) page.meta.set(attributes['name'].toLowerCase(), attributes['content'] ?? '');
	else if (tag === 'title' || tag === 'h1') page.inside = 'title';
	else if (tag === 'script' || tag === 'style') page.inside = 'hidden';
	if (tag === 'form' || tag === 'script' || tag === 'input') page.interactive = true;
}

function readText(page: Page, part: string): void {
	if (page.link !== undefined && page.link.text.length < maxFilenameLength) page.link.text += part;
	if (page.inside === 'hidden') return;
	if (page.text.length < maxTextKept) page.text += part.trim();
	if (page.inside === 'title' && page.title === '') page.title = part.trim().slice(0, maxTextKept);
}

/** A project may have no files; but a page that says something else, such as "Welcome to our network", is none of an index. */
function saysItIsAnIndex({ meta, interactive, title, text }: Page): boolean {
	const saysNothing = text === '' && !interactive;
	return saysNothing || meta.has('pypi:repository-version') || /^(?:links for|simple index|index of|directory listing)\b/i.test(title);
}

function closeLink(page: Page): void {
	const { link } = page;
	page.link = undefined;
	const href = link?.attributes['href']?.trim();
	if (link === undefined || href === undefined || page.files.length >= maxFiles) return;
	const url = URL.canParse(href, page.base.href) ? new URL(href, page.base) : undefined;
	// PEP 503: the text of the anchor is the file's name. Lists of links that a web server makes cut it, but their addresses end in it.
	const filename = [url === undefined ? '' : lastSegment(url), link.text.trim()].find(isDistributionFile);
	if (filename === undefined) return;
	if (url === undefined) page.malformedFiles++;
	else page.files.push(readFile(filename, url, link.attributes));
}

function readFile(filename: string, url: URL, attributes: Attributes): ListedFile {
	url.hash = '';
	const yanked = attributes['data-yanked'];
	return {
		filename,
		url: url.href,
		requiresPython: attributes['data-requires-python']?.trim() || null,
		yanked: yanked === undefined ? null : { reason: yanked.slice(0, 2000) },
		uploadedAt: null,
		hasMetadata: offersMetadata(attributes['data-core-metadata'] ?? attributes['data-dist-info-metadata']),
	};
}

/** PEP 658, 714: `true` or a hash. */
function offersMetadata(attribute: string | undefined): boolean {
	return attribute !== undefined && attribute !== 'false';
}

function lastSegment(url: URL): string {
	const segment = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
	try {
		return decodeURIComponent(segment);
	} catch {
		// A percent sign that encodes nothing is a character of the name.
		return segment;
	}
}
