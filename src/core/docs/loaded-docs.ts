import type { PackageIndex, ReleaseMetadata } from '../index/package-index.ts';
import type { RequestOptions } from '../network/request.ts';
import type { Turns } from '../network/turns.ts';
import type { Millis } from '../platform.ts';
import type { PackageDocs } from './package-docs.ts';
import { readDocs } from './reading.ts';
import type { ResolvedPackage } from './resolve-package.ts';

/** Makes docs of metadata, as `packageDocs` does. */
export type DocsOf = (metadata: ReleaseMetadata, maxCharacters: number) => PackageDocs;

/** A release with its docs. */
export interface Loaded {
	readonly resolved: ResolvedPackage;
	readonly metadata: ReleaseMetadata;
	readonly docs: PackageDocs;
	/** All that is to be read of the docs, as one page. */
	readonly whole: string;
	/** When the index last said which releases there are: their metadata never change. */
	readonly fetchedAt: Millis;
	/** Whether either is shown because the index could not be asked. */
	readonly stale: boolean;
}

const unlimited = { maxCharacters: 10_000_000, maxTokens: 10_000_000 };

/** At most `maxCharacters` of the description are read, in a turn of its own. */
export async function loadDocs(
	index: PackageIndex,
	resolved: ResolvedPackage,
	how: { readonly docsOf: DocsOf; readonly maxCharacters: number; readonly turns: Turns },
	options?: RequestOptions,
): Promise<Loaded> {
	const { name, version, releases } = resolved;
	const { value: metadata, staleBecause } = await index.metadata(name, version, options);
	await how.turns.take(metadata.description.length);
	const docs = how.docsOf(metadata, how.maxCharacters);
	const whole = readDocs(docs, unlimited).documentation;
	const stale = releases.staleBecause !== undefined || staleBecause !== undefined;
	return { resolved, metadata, docs, whole, fetchedAt: releases.fetchedAt, stale };
}

/** Whether there is anything to read. */
export function hasText({ sections }: PackageDocs): boolean {
	return sections.some(({ heading, blocks }) => heading !== null || blocks.length > 0);
}
