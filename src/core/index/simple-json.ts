import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import type { ReceivedBody } from '../network/request.ts';
import { normalizeName } from '../packaging/name.ts';
import { type FileEntry, fileEntry, isFileEntry } from './file-entry.ts';
import type { ListedFile, SimplePage } from './group-releases.ts';
import { readStatus } from './project-status.ts';
import { type Asked, badResponse, readJson, readSchema } from './received.ts';

/** What is kept of an index's free texts, in characters. */
const maxReasonLength = 2000;

const topLevel = z.object({
	meta: z.object({ 'api-version': z.string() }).optional(),
	name: z.string(),
	files: z.array(z.unknown()),
	'project-status': z.object({ status: z.string().optional(), reason: z.string().nullish() }).nullish(),
});

/**
 * Reads a project page of the Simple API as JSON (PEP 691, 700, 714, 792). Throws BadResponseError, naming the field, when the page as a
 * whole is wrong; one file that is described wrongly is counted and left out.
 */
export function parseSimpleJson(body: ReceivedBody, name: string, asked: Asked): SimplePage {
	const page = readSchema(topLevel, readJson(body, asked), asked);
	checkApiVersion(page.meta?.['api-version'], asked);
	if (normalizeName(page.name) !== name) {
		throw badResponse(asked, l10n.t('the page of another project, {0}', JSON.stringify(page.name.slice(0, 100))), { field: 'name' });
	}
	const files = page.files.filter(isFileEntry).map(readFile);
	const malformedFiles = page.files.length - files.length;
	// Throws, and names what is wrong.
	if (files.length === 0 && malformedFiles > 0) readSchema(z.object({ files: z.array(fileEntry) }), page, asked);
	if (files.length > 0 && !files.some(({ url }) => URL.canParse(url, body.url.href))) {
		throw badResponse(asked, l10n.t('files without usable URLs'), { field: 'files' });
	}
	return { base: body.url, files, malformedFiles, ...readStatus(page['project-status']?.status, page['project-status']?.reason) };
}

/** PEP 629: a client fails on a higher major version, since it cannot know what that means. */
export function checkApiVersion(version: string | undefined, asked: Asked): void {
	if (version === undefined) return;
	const major = version.split('.', 1)[0];
	if (major !== '1')
		throw badResponse(asked, l10n.t('version {0} of the Simple API, which AutoDocs does not know', version.slice(0, 20)), {
			field: 'meta.api-version',
		});
}

function readFile(entry: FileEntry): ListedFile {
	const uploaded = Date.parse(entry['upload-time'] ?? '');
	return {
		filename: entry.filename,
		url: entry.url,
		requiresPython: entry['requires-python'] || null,
		yanked: readYanked(entry.yanked),
		uploadedAt: Number.isNaN(uploaded) ? null : uploaded,
		hasMetadata: Boolean(entry['core-metadata'] ?? entry['dist-info-metadata'] ?? entry['data-dist-info-metadata']),
	};
}

/** PEP 691: true, or the reason; only what is “truthy” is a yank, so that an empty string is none (in HTML it is one, PEP 592). */
function readYanked(value: boolean | string | null | undefined): { readonly reason: string } | null {
	if (!value) return null;
	return { reason: value === true ? '' : value.slice(0, maxReasonLength) };
}
