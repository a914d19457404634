/** The name and version that core metadata begin with (METADATA, PKG-INFO), as written. */
export interface MetadataHead {
	readonly name: string | undefined;
	readonly version: string | undefined;
}

/** Reads the headers up to the description. `text`: the beginning of the file, which may be cut off anywhere. */
export function readMetadataHead(text: string): MetadataHead {
	const end = text.search(/\r?\n\r?\n/);
	const headers = end === -1 ? text : text.slice(0, end);
	return { name: header(headers, 'Name'), version: header(headers, 'Version') };
}

function header(headers: string, key: string): string | undefined {
	const value = new RegExp(`^${key}:[ \\t]*([^\\r\\n]*)`, 'im').exec(headers)?.[1]?.trim();
	return value === '' ? undefined : value;
}
