import type { ReleaseMetadata } from '../../src/core/index/package-index.ts';

/** Metadata of a release of which nothing is known but what `known` says. */
export function metadataWith(known: Partial<ReleaseMetadata>): ReleaseMetadata {
	return {
		name: 'demo',
		version: '1.0',
		summary: null,
		description: '',
		descriptionContentType: null,
		requiresPython: null,
		requiresDist: [],
		providesExtra: [],
		licence: null,
		urls: [],
		vulnerabilities: [],
		yanked: null,
		...known,
	};
}
