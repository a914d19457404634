import assert from 'node:assert/strict';
import { evidenceIn } from '../../../src/core/docs/evidence.ts';
import { packageDocs } from '../../../src/core/docs/package-docs.ts';
import { metadataWith } from '../../support/metadata.ts';

const description = [
	'# Demo',
	'Built on *urllib3.util* and zope.interface.',
	'## With Rich-Text',
	'Use `charset_normalizer`.',
	'```python\n>>> import yaml\nfrom urllib3 import PoolManager\n```',
].join('\n\n');

const evidenceOf = evidenceIn(
	packageDocs(metadataWith({ description, descriptionContentType: 'text/markdown' })),
	(name) => name === 'rich-text' || name === 'idna',
);

describe('what speaks for a dependency', () => {
	const rows: readonly (readonly [name: string, weight: number, why: readonly string[]])[] = [
		['certifi', 0, []],
		['idna', 8, ['the project requires it itself']],
		['rich-text', 12, ['the project requires it itself', 'named in a heading of the docs of demo']],
		['urllib3', 6, ['imported in the docs of demo', 'named in code in the docs of demo', 'named in the docs of demo']],
		['charset-normalizer', 2, ['named in code in the docs of demo']],
		['pyyaml', 3, ['imported in the docs of demo']],
		['zope-interface', 1, ['named in the docs of demo']],
		['zope', 1, ['named in the docs of demo']],
	];
	for (const [name, weight, why] of rows) it(`${name}: ${weight}`, () => assert.deepEqual(evidenceOf(name), { weight, why }));
});
