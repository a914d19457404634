import * as z from 'zod';

const metadataMark = z.union([z.boolean(), z.record(z.string(), z.unknown())]).nullish();

/** One file of a project page (PEP 691), as far as it is used. */
export const fileEntry = z.object({
	filename: z.string().max(1000),
	url: z.string().max(4000),
	'requires-python': z.string().max(1000).nullish(),
	yanked: z.union([z.boolean(), z.string()]).nullish(),
	'upload-time': z.string().max(100).nullish(),
	'core-metadata': metadataMark,
	'dist-info-metadata': metadataMark,
	'data-dist-info-metadata': metadataMark,
});

export type FileEntry = z.infer<typeof fileEntry>;

/** Whether `fileEntry` accepts it, told about twenty times faster: a page may list ten thousand files. */
export function isFileEntry(value: unknown): value is FileEntry {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const entry: { readonly [field in keyof FileEntry]?: unknown } = value;
	const { filename, url, yanked } = entry;
	return (
		isText(filename, 1000) &&
		isText(url, 4000) &&
		isTextOrNone(entry['requires-python'], 1000) &&
		(isNone(yanked) || typeof yanked === 'boolean' || typeof yanked === 'string') &&
		isTextOrNone(entry['upload-time'], 100) &&
		isMetadataMark(entry['core-metadata']) &&
		isMetadataMark(entry['dist-info-metadata']) &&
		isMetadataMark(entry['data-dist-info-metadata'])
	);
}

function isText(value: unknown, maxLength: number): boolean {
	return typeof value === 'string' && value.length <= maxLength;
}

function isTextOrNone(value: unknown, maxLength: number): boolean {
	return isNone(value) || isText(value, maxLength);
}

function isMetadataMark(value: unknown): boolean {
	return isNone(value) || typeof value === 'boolean' || (typeof value === 'object' && !Array.isArray(value));
}

function isNone(value: unknown): value is null | undefined {
	return value === null || value === undefined;
}
