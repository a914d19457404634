import assert from 'node:assert/strict';
import { AutoDocsError } from '../../../src/core/errors.ts';
import { normalizeName } from '../../../src/core/packaging/name.ts';
import { parseRequirement } from '../../../src/core/packaging/requirement.ts';
import { parseSpecifierSet } from '../../../src/core/packaging/specifier.ts';
import { tryParseVersion } from '../../../src/core/packaging/version.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

const length = 100_000;
const pieces = [
	'1',
	'1.',
	'1!',
	'-',
	' ',
	'\n',
	'=',
	'>=',
	'~=1',
	'1a1',
	'-1',
	'.post',
	'+a.',
	'(',
	'[a,',
	';',
	'"',
	'\\',
	'é',
	'os_name == "a" and ',
	'(os_name=="a" or ',
	'not ',
	'===a',
];
const heads = ['', 'name', 'name>=1', 'name==1+a', 'name[', 'name @ ', 'name; os_name == "'];

/** Quadratic work on 100 kB takes seconds; the bound leaves room for a slow machine. */
const boundMs = 1000;

describe('a line of 100 kB', () => {
	for (const piece of pieces) {
		it(`of ${JSON.stringify(piece)} is read in linear time, behind any beginning`, () => {
			const tail = piece.repeat(length / piece.length);
			const started = threadCpuMs();
			for (const head of heads) attempt(() => parseRequirement(`${head}${tail}!`));
			attempt(() => parseSpecifierSet(`==${tail}!`));
			tryParseVersion(`1${tail}!`);
			normalizeName(tail);
			assert.ok(threadCpuMs() - started < boundMs);
		});
	}
});

function attempt(read: () => unknown): void {
	try {
		read();
	} catch (error) {
		assert.ok(error instanceof AutoDocsError);
	}
}
