import assert from 'node:assert/strict';
import { DocsShelf } from '../../../src/core/docs/shelf.ts';
import { metadataWith } from '../../support/metadata.ts';

describe('a shelf of docs', () => {
	it('gives the same docs for the same metadata, as long as they are to be read as far', () => {
		const shelf = new DocsShelf();
		const metadata = metadataWith({ description: 'word '.repeat(100) });
		const docs = shelf.docsOf(metadata, 1000);
		assert.equal(shelf.docsOf(metadata, 5000), docs);
		assert.notEqual(shelf.docsOf({ ...metadata }, 1000), docs);
		const shorter = shelf.docsOf(metadata, 100);
		assert.ok(shorter.isCut && !docs.isCut);
	});

	it('forgets what was looked at longest ago', () => {
		const shelf = new DocsShelf();
		const all = Array.from({ length: 5 }, (_, i) => metadataWith({ version: `${i}`, description: 'x'.repeat(500_000) }));
		const docs = all.map((metadata) => shelf.docsOf(metadata, 1_000_000));
		const again = all.toReversed().map((metadata) => shelf.docsOf(metadata, 1_000_000));
		assert.equal(again[0], docs[4]);
		assert.notEqual(again[4], docs[0]);
	});
});
