import { readFile, realpath, stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { type AutoDocsError, ProjectParseError } from '../errors.ts';
import { nodeFolders } from './installed/folder-reader.ts';

/** How files are read: from disk, or from an editor's open buffers first. */
export interface FileReader {
	/** The text without a byte order mark. Throws ProjectParseError (`project_not_found`, or `invalid_toml` for what is no UTF-8). */
	readText(path: string): Promise<string>;
	/** The path with every symbolic link resolved; the path itself where there is none to resolve. */
	realPath(path: string): Promise<string>;
	/** The names in a folder, in no order; none where it cannot be read. */
	names(folder: string): Promise<readonly string[]>;
}

/** Of one folder that are looked at. */
const mostNames = 10_000;

/** Bytes. What is longer is not read at all. */
export const longestFile = 8_000_000;

/** Reads from the disk of this machine. */
export const nodeFiles: FileReader = {
	async readText(path) {
		try {
			const found = await stat(path);
			// A pipe or a device may never come to its end.
			if (!found.isFile()) throw cannotRead(path, found.isDirectory() ? l10n.t('it is a folder') : l10n.t('it is no ordinary file'));
			checkSize(path, found.size);
			return decode(await readFile(path), path);
		} catch (thrown) {
			throw thrown instanceof ProjectParseError ? thrown : unreadable(path, codeOf(thrown), thrown);
		}
	},
	async realPath(path) {
		try {
			return await realpath(path);
		} catch {
			return path; // Reading it says what is wrong.
		}
	},
	names: (folder) => nodeFolders.names(folder, mostNames),
};

/** Throws ProjectParseError for a file of more bytes than are read. */
export function checkSize(path: string, bytes: number): void {
	if (bytes <= longestFile) return;
	throw new ProjectParseError('invalid_toml', l10n.t('{0} is too large to be read ({1} MB).', path, (bytes / 1e6).toFixed(1)));
}

/** UTF-8 without its byte order mark, as TOML wants it. */
export function decode(bytes: Uint8Array, path: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new ProjectParseError('invalid_toml', l10n.t('{0} is not UTF-8 text, which TOML has to be.', path), {
			suggestions: [l10n.t('Save the file with the encoding UTF-8.')],
			cause,
		});
	}
}

function reasonOf(code: string): string | undefined {
	switch (code) {
		case 'ENOENT':
			return l10n.t('it does not exist');
		case 'EISDIR':
			return l10n.t('it is a folder');
		case 'EACCES':
		case 'EPERM':
			return l10n.t('permission to read it is missing');
		case 'ELOOP':
			return l10n.t('it is a symbolic link that leads to itself');
		case 'ENOTDIR':
			return l10n.t('a part of its path is no folder');
		case 'ENAMETOOLONG':
			return l10n.t('its path is too long');
		default:
			return undefined;
	}
}

/** `code`: as Node names what the system says of it, '' when that is unknown. */
export function unreadable(path: string, code: string, cause: unknown): ProjectParseError {
	return cannotRead(path, reasonOf(code) ?? (cause instanceof Error ? cause.message : String(cause)), { code, cause });
}

/** Whether a file could not be read because there is none. */
export function isGone({ details }: AutoDocsError): boolean {
	return details['code'] === 'ENOENT' || details['code'] === 'ENOTDIR';
}

/** As Node names what the system says of a failure; '' for what it did not say. */
export function codeOf(thrown: unknown): string {
	return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function cannotRead(
	path: string,
	reason: string,
	{ code, cause }: { readonly code?: string; readonly cause?: unknown } = {},
): ProjectParseError {
	return new ProjectParseError('project_not_found', l10n.t('{0} cannot be read: {1}.', path, reason), { details: { path, code }, cause });
}
