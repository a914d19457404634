import assert from 'node:assert/strict';
import { compatibleRange } from '../../../src/core/packaging/poetry-range.ts';

describe('what Poetry’s operators say in PEP 440’s words', () => {
	const rows: readonly (readonly [operator: '^' | '~', version: string, range: string | undefined])[] = [
		['^', '1.2.3', '>=1.2.3,<2'],
		['^', '0.2.3', '>=0.2.3,<0.3'],
		['^', '0.0', '>=0.0,<0.1'],
		['^', ' 1.2 ', '>=1.2,<2'],
		['~', '1.2.3', '>=1.2.3,<1.3'],
		['~', '1', '>=1,<2'],
		['^', '', undefined],
		['^', 'abc', undefined],
		['^', '1.2a1', undefined],
		['^', '99999999999999999999.1', '>=99999999999999999999.1,<100000000000000000000'],
	];
	for (const [operator, version, range] of rows) {
		it(`${operator}${version} is ${range ?? 'nothing that it could say'}`, () => assert.equal(compatibleRange(operator, version), range));
	}
});
