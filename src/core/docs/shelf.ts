import { LRUCache } from 'lru-cache';
import type { ReleaseMetadata } from '../index/package-index.ts';
import { type PackageDocs, packageDocs } from './package-docs.ts';

/** Of descriptions; the trees made of them take a multiple. */
const maxCharacters = 2_000_000;

/** Keeps docs that were made of metadata, so that a release that is asked for again is not parsed again. */
export class DocsShelf {
	readonly #docs = new LRUCache<ReleaseMetadata, { readonly docs: PackageDocs; readonly read: number }>({
		maxSize: maxCharacters,
		sizeCalculation: ({ read }) => read + 1000,
	});

	/** As {@link packageDocs}: the same docs for the same metadata, as the memory of the index hands them out. */
	docsOf(metadata: ReleaseMetadata, atMost: number): PackageDocs {
		const read = Math.min(metadata.description.length, atMost);
		const known = this.#docs.get(metadata);
		if (known?.read === read) return known.docs;
		const docs = packageDocs(metadata, atMost);
		this.#docs.set(metadata, { docs, read });
		return docs;
	}
}
