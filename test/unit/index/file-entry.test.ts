import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileEntry, isFileEntry } from '../../../src/core/index/file-entry.ts';

const anyValue = fc.oneof(
	fc.constantFrom(undefined, null, true, false, 0, '', {}, [], { sha256: 'ab' }),
	fc.string(),
	fc.constantFrom(100, 101, 1000, 1001, 4000, 4001).map((length) => 'x'.repeat(length)),
);

const good = { filename: 'numpy-1.0.tar.gz', url: 'https://files.example/numpy-1.0.tar.gz' };

describe('the quick check of a file on a project page', () => {
	it('accepts what the schema accepts, and nothing else', () => {
		const fields = Object.fromEntries(Object.keys(fileEntry.shape).map((field) => [field, fc.option(anyValue, { nil: undefined })]));
		const oneChanged = fc
			.tuple(fc.constantFrom(...Object.keys(fileEntry.shape)), anyValue)
			.map(([field, value]): unknown => ({ ...good, [field]: value }));
		const entries = fc.oneof(oneChanged, fc.record(fields, { requiredKeys: [] }), anyValue);
		fc.assert(
			fc.property(entries, (entry) => assert.equal(isFileEntry(entry), fileEntry.safeParse(entry).success)),
			{ numRuns: 2000 },
		);
	});
});
