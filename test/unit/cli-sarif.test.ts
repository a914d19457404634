import assert from 'node:assert/strict';
import { join } from 'node:path';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { asSarif } from '../../src/cli/sarif.ts';
import type { ProjectCheck } from '../../src/core/check.ts';
import { NetworkError, type PartialResult } from '../../src/core/errors.ts';
import { type Finding, findingDefaults } from '../../src/core/findings/finding.ts';

/** The schema is of draft 04, which says the same as draft 07 but for the name of its address. */
function validator() {
	const { $schema: _, id, ...rest } = schema;
	return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile({ $id: id, ...rest });
}

describe('SARIF', () => {
	const valid = validator();
	const file = join(process.cwd(), 'a folder', 'ünïcode', 'pyproject.toml');
	const text = '[project]\ndependencies = ["numpy"]\n';
	const findings: readonly Finding[] = Object.entries(findingDefaults).map(([code, { severity }], n) => ({
		code: code as keyof typeof findingDefaults,
		severity,
		package: 'numpy',
		message: `Finding ${n} “of” <numpy>`,
		file,
		span: { start: n, end: n === 0 ? 0 : n + 1 },
		fixes: [],
		tags: [],
		data: {},
	}));
	const failures = [{ identifier: 'numpy', error: new NetworkError('timeout', 'The index did not answer') }];

	const results: readonly (readonly [what: string, result: PartialResult<ProjectCheck>])[] = [
		['nothing', { status: 'complete', items: [], failures: [], warnings: [] }],
		[
			'every finding',
			{ status: 'complete', items: [{ file, findings, versions: [], texts: new Map([[file, text]]) }], failures: [], warnings: [] },
		],
		['a failure', { status: 'failed', items: [], failures, warnings: [] }],
		[
			'findings and a failure',
			{ status: 'partial', items: [{ file, findings, versions: [], texts: new Map([[file, text]]) }], failures, warnings: [] },
		],
	];
	for (const [what, result] of results) {
		it(`is valid against the schema of SARIF 2.1.0 with ${what}`, () => {
			const log = JSON.parse(asSarif(result));
			assert.ok(valid(log), JSON.stringify(valid.errors, null, 2));
		});
	}

	it('is held against a schema that refuses what is wrong', () => {
		const log = JSON.parse(asSarif({ status: 'complete', items: [], failures: [], warnings: [] }));
		assert.equal(valid({ ...log, version: '2.0.0' }), false);
		assert.equal(valid({ ...log, nonsense: 1 }), false);
		log.runs[0].results = [{ level: 'fatal', message: {} }];
		assert.equal(valid(log), false);
	});
});
