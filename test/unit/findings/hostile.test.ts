import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { statusOf } from '../../../src/core/health/status.ts';
import { checked } from '../../support/checked.ts';
import { answer, projectReleases, release } from '../../support/known-index.ts';

const escapeCharacter = String.fromCharCode(0x1b);
/** HTML, Markdown, a command link, an icon, escapes of a terminal, a bidirectional override, a line of its own. */
const hostile = `<img src=x onerror=alert(1)>**[x](command:workbench.action.quit)**$(error)${escapeCharacter}[31m\u202e\u200b\r\n## `;
const long = (text: string) => text.repeat(Math.ceil(10_000 / text.length));
/** So much of a text of others shows. */
const most = 1000;

const texts: readonly (readonly [where: string, requirements: readonly string[], replies: Parameters<typeof checked>[1]])[] = [
	['the name of a package', [long(hostile)], {}],
	['a version', [`a==${long(hostile)}`], {}],
	['a long version that is one', [`a==${long('1.')}0`], { a: ['1.0'] }],
	['a URL', [`a @ https://x/${long(hostile)}`], {}],
	['a marker', [`a; ${long(hostile)}`], {}],
	[
		'why a release was yanked',
		['a==1.0'],
		{ a: answer(projectReleases('a', [release('1.0', { yanked: true, yankedReason: long(hostile) })])) },
	],
	['an error', ['a'], { a: new NetworkError('unreachable', long(hostile)) }],
];

describe('a finding', () => {
	for (const [where, requirements, replies] of texts) {
		it(`shows ${where} of 10,000 characters as one short plain line`, async () => {
			const text = `[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ${JSON.stringify(requirements)}\n`;
			const findings = await checked(text, replies);
			assert.notEqual(findings.length, 0);
			for (const { message, fixes } of findings) {
				for (const shown of [message, ...fixes.map(({ title }) => title)]) {
					assert.ok(shown.length <= most, `${shown.length} characters: ${shown.slice(0, 200)}`);
					assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
				}
			}
		});
	}
});

describe('the status', () => {
	const facts = {
		offline: false,
		index: 'https://index.test/simple',
		breaker: 'closed',
		nextTryAt: undefined,
		problems: 0,
		settings: [],
	} as const;

	it('says an error of 10,000 characters in one short plain text', () => {
		const packages = { total: 1, pending: 0, failed: 1, stale: 0 };
		const { text, detail } = statusOf({ ...facts, packages, cause: long(hostile) });
		for (const shown of [text, detail]) {
			assert.ok(shown.length <= most, `${shown.length} characters`);
			assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
		}
	});
});
