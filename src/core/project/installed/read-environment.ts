import { join } from 'node:path';
import { normalizeName } from '../../packaging/name.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../../packaging/version.ts';
import type { LockedSource } from '../locks/lock-file.ts';
import { readDirectUrl } from './direct-url.ts';
import { type DistributionFolder, readDistributionFolder } from './distribution-folder.ts';
import type { Environment, Installed } from './environment.ts';
import type { FolderReader } from './folder-reader.ts';
import { readMetadataHead } from './metadata-head.ts';
import type { PythonPrefix } from './python-prefix.ts';

/** Of one environment; nobody has as many. */
const mostDistributions = 10_000;
/** Entries of one site-packages folder that are looked at. */
const mostEntries = 100_000;
/** Of files that are read at the same time. */
const mostAtOnce = 32;
/** Bytes. */
const longestDirectUrl = 20_000;
const longestHead = 4000;

/** Reads what is installed in a prefix. Never rejects: what cannot be read is not there. */
export async function readEnvironment(prefix: PythonPrefix, folders: FolderReader): Promise<Environment> {
	const byName = new Map<string, Installed>();
	let room = mostDistributions;
	for (const site of prefix.sites) {
		const found = (await folders.names(site, mostEntries)).filter((entry) => readDistributionFolder(entry) !== undefined).slice(0, room);
		room -= found.length;
		// What an earlier folder has is what Python finds.
		for (const [name, installed] of newestByName(await readAll(site, found, folders))) if (!byName.has(name)) byName.set(name, installed);
	}
	return { folder: prefix.folder, python: prefix.python, sites: prefix.sites, byName };
}

async function readAll(site: string, entries: readonly string[], folders: FolderReader): Promise<readonly Installed[]> {
	const installed: Installed[] = [];
	for (let i = 0; i < entries.length; i += mostAtOnce) {
		const some = entries.slice(i, i + mostAtOnce).map((entry) => readOne(join(site, entry), entry, folders));
		installed.push(...(await Promise.all(some)).flatMap((one) => one ?? []));
	}
	return installed;
}

async function readOne(record: string, entry: string, folders: FolderReader): Promise<Installed | undefined> {
	const folder = readDistributionFolder(entry);
	if (folder === undefined) return undefined;
	const { name, version } = folder.version === undefined ? await readMetadata(record, folder, folders) : folder;
	if (tryParseVersion(version ?? '') === undefined) return undefined;
	return { name, version: version ?? '', source: await sourceOf(record, folder, folders), record };
}

/** An egg-info may be a file by itself. */
async function readMetadata(
	record: string,
	{ kind, name }: DistributionFolder,
	folders: FolderReader,
): Promise<Pick<DistributionFolder, 'name' | 'version'>> {
	const files = kind === 'dist-info' ? ['METADATA'] : ['PKG-INFO', ''];
	for (const file of files) {
		const text = await folders.head(join(record, file), longestHead);
		if (text === undefined) continue;
		const head = readMetadataHead(text);
		return { name: normalizeName(head.name ?? name), version: head.version };
	}
	return { name, version: undefined };
}

async function sourceOf(record: string, { kind }: DistributionFolder, folders: FolderReader): Promise<LockedSource> {
	const text = kind === 'dist-info' ? await folders.head(join(record, 'direct_url.json'), longestDirectUrl) : undefined;
	return (text === undefined ? undefined : readDirectUrl(text)) ?? { kind: 'index', target: undefined };
}

/** An update that was interrupted leaves two versions. */
function newestByName(installed: readonly Installed[]): ReadonlyMap<string, Installed> {
	const newest = new Map<string, Installed>();
	for (const one of installed) {
		const other = newest.get(one.name);
		if (other === undefined || compareVersions(parseVersion(one.version), parseVersion(other.version)) > 0) newest.set(one.name, one);
	}
	return newest;
}
