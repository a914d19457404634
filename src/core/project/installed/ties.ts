import { join } from 'node:path';
import { normalizeName } from '../../packaging/name.ts';
import type { Installed } from './environment.ts';
import type { FolderReader } from './folder-reader.ts';

/** What ties an installed distribution to others, beside imports. */
export interface Ties {
	/** Whether it brings commands, or plugins that others find by themselves (PyPA, "Entry points"). */
	readonly hasEntryPoints: boolean;
	/** Names in PEP 503 form, of what it requires, be it for an extra alone. */
	readonly names: ReadonlySet<string>;
}

/** Bytes. */
const longestHead = 200_000;

/** Distributions whose files are open at once, read in one turn of the event loop. */
const mostAtOnce = 32;

/** Reads those of each distribution, by its name, from its record. Never rejects: what cannot be read is not there. */
export async function readTies(distributions: readonly Installed[], folders: FolderReader): Promise<ReadonlyMap<string, Ties>> {
	const ties = new Map<string, Ties>();
	for (let i = 0; i < distributions.length; i += mostAtOnce) {
		const some = distributions.slice(i, i + mostAtOnce).map(async (one) => ties.set(one.name, await tiesOf(one, folders)));
		await Promise.all(some);
	}
	return ties;
}

async function tiesOf({ record }: Installed, folders: FolderReader): Promise<Ties> {
	const entryPoints = await folders.head(join(record, 'entry_points.txt'), 1);
	const text =
		(await folders.head(join(record, 'METADATA'), longestHead)) ?? (await folders.head(join(record, 'PKG-INFO'), longestHead)) ?? '';
	const end = text.search(/\r?\n\r?\n/);
	const headers = end === -1 ? text : text.slice(0, end);
	const required = [...headers.matchAll(/^Requires-Dist:[ \t]*([A-Za-z0-9][\w.-]*)/gm)].map(([, name = '']) => normalizeName(name));
	return { hasEntryPoints: entryPoints !== undefined, names: new Set(required) };
}
