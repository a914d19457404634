import { readFile, realpath, stat } from 'node:fs/promises';
import { type AutoDocsError, ProjectParseError } from '../errors.ts';

/** How files are read: from disk, or from an editor's open buffers first. */
export interface FileReader {
	/** The text without a byte order mark. Throws ProjectParseError (`project_not_found`, or `invalid_toml` for what is no UTF-8). */
	readText(path: string): Promise<string>;
	/** The path with every symbolic link resolved; the path itself where there is none to resolve. */
	realPath(path: string): Promise<string>;
}

/** Bytes. What is longer is not read at all. */
export const longestFile = 8_000_000;

/** Reads from the disk of this machine. */
export const nodeFiles: FileReader = {
	async readText(path) {
		try {
			const found = await stat(path);
			// A pipe or a device may never come to its end.
			if (!found.isFile()) throw cannotRead(path, found.isDirectory() ? 'it is a folder' : 'it is no ordinary file');
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
};

/** Throws ProjectParseError for a file of more bytes than are read. */
export function checkSize(path: string, bytes: number): void {
	if (bytes <= longestFile) return;
	throw new ProjectParseError('invalid_toml', `${path} is too large to be read (${(bytes / 1e6).toFixed(1)} MB).`);
}

/** UTF-8 without its byte order mark, as TOML wants it. */
export function decode(bytes: Uint8Array, path: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new ProjectParseError('invalid_toml', `${path} is not UTF-8 text, which TOML has to be.`, {
			suggestions: ['Save the file with the encoding UTF-8.'],
			cause,
		});
	}
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'it does not exist',
	EISDIR: 'it is a folder',
	EACCES: 'permission to read it is missing',
	EPERM: 'permission to read it is missing',
	ELOOP: 'it is a symbolic link that leads to itself',
	ENOTDIR: 'a part of its path is no folder',
	ENAMETOOLONG: 'its path is too long',
};

/** `code`: as Node names what the system says of it, '' when that is unknown. */
export function unreadable(path: string, code: string, cause: unknown): ProjectParseError {
	return cannotRead(path, reasons[code] ?? (cause instanceof Error ? cause.message : String(cause)), { code, cause });
}

/** Whether a file could not be read because there is none. */
export function isGone({ details }: AutoDocsError): boolean {
	return details['code'] === 'ENOENT' || details['code'] === 'ENOTDIR';
}

function codeOf(thrown: unknown): string {
	return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function cannotRead(
	path: string,
	reason: string,
	{ code, cause }: { readonly code?: string; readonly cause?: unknown } = {},
): ProjectParseError {
	return new ProjectParseError('project_not_found', `${path} cannot be read: ${reason}.`, { details: { path, code }, cause });
}
