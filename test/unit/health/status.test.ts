import assert from 'node:assert/strict';
import { type Status, type StatusFacts, statusOf, time } from '../../../src/core/health/status.ts';
import { wellFacts } from '../../support/status-facts.ts';

const well: StatusFacts = { ...wellFacts, packages: { ...wellFacts.packages, total: 10 } };
const packages = (change: Partial<StatusFacts['packages']>) => ({ packages: { ...well.packages, ...change } });

describe('the status', () => {
	const at = Date.UTC(2026, 0, 1, 12);
	const rows: readonly (readonly [
		what: string,
		facts: Partial<StatusFacts>,
		kind: Status['kind'],
		text: string,
		command: Status['command'],
		detail: RegExp,
	])[] = [
		['all is well', {}, 'healthy', '', 'showHealth', /^All 10 packages answered/],
		[
			'the workspace is not trusted',
			{ isRestricted: true },
			'healthy',
			'',
			'showHealth',
			/nothing to do\.\nThe workspace is not trusted: nothing outside of it/,
		],
		['nothing is required', packages({ total: 0 }), 'idle', '', 'showHealth', /No requirements/],
		['answers are awaited', packages({ pending: 3 }), 'loading', '7/10', 'showHealth', /Looking up 10 packages at index\.test: 7 done/],
		['there are problems', { problems: 1 }, 'problem', '1 problem', 'showProblems', /1 problem in/],
		[
			'there are several',
			{ problems: 2, ...packages({ total: 1 }) },
			'problem',
			'2 problems',
			'showProblems',
			/^The one package answered; 2 problems in the project files\.$/,
		],
		[
			'it has failed for long, and answers are old',
			{ ...packages({ failed: 1, stale: 4 }), cause: 'Refused.', failingForMs: 3 * 60_000, newestStaleMs: 2 * 3_600_000 },
			'degraded',
			'1 unavailable',
			'showHealth',
			/Refused\. Its last failures began 3 minutes ago\. 1 of 10 packages without an answer\. 4 of 10 packages are shown from the cache, the newest fetched 2 hours ago\.$/,
		],
		[
			'some failed',
			packages({ failed: 2 }),
			'degraded',
			'2 unavailable',
			'showHealth',
			/^index\.test does not answer as it should\. 2 of 10 packages without an answer\.$/,
		],
		[
			'some are old',
			packages({ stale: 4 }),
			'degraded',
			'4 from cache',
			'showHealth',
			/^index\.test does not answer as it should\. 4 of 10 packages are shown from the cache\.$/,
		],
		[
			'some failed and some are old, without an error that is known',
			{ ...packages({ failed: 1, stale: 4 }), nextTryAt: at, breaker: 'open', newestStaleMs: 2 * 3_600_000 },
			'degraded',
			'1 unavailable',
			'showHealth',
			/^index\.test does not answer as it should\. Next try at \d\d:\d\d:\d\d\. 1 of 10 packages without an answer\. 4 of 10 packages are shown from the cache, the newest fetched 2 hours ago\.$/,
		],
		[
			'the one package is old',
			packages({ total: 1, stale: 1 }),
			'degraded',
			'1 from cache',
			'showHealth',
			/^index\.test does not answer as it should\. The one package is shown from the cache\.$/,
		],
		[
			'the breaker is open',
			{ breaker: 'open', nextTryAt: at, cause: 'Refused.' },
			'degraded',
			'waiting',
			'showHealth',
			/Refused\. Next try at \d\d:\d\d:\d\d\.$/,
		],
		[
			'a pause was asked for',
			{ nextTryAt: at, ...packages({ failed: 1, pending: 2, stale: 3 }) },
			'degraded',
			`waits until ${time(at)}`,
			'showHealth',
			/^index\.test asks to wait: it had too many requests\. Next try at \d\d:\d\d:\d\d\. 3 of 10 packages without an answer\. 3 of 10 packages are shown from the cache\.$/,
		],
		[
			'it is offline by choice',
			{ offline: true, ...packages({ failed: 4 }) },
			'offline',
			'offline',
			'openSettings',
			/autodocs\.offline: 6 of 10/,
		],
		[
			'it is offline and nothing is required',
			{ offline: true, ...packages({ total: 0 }) },
			'offline',
			'offline',
			'openSettings',
			/^Offline by the setting autodocs\.offline\. No requirements to look up\.$/,
		],
		['no index may be asked', { index: '', settings: ['index.url is bad'] }, 'problem', 'no index', 'openSettings', /^index\.url is bad$/],
		['no index is set', { index: '' }, 'problem', 'no index', 'openSettings', /No package index/],
		['a setting is wrong', { settings: ['one', 'two'] }, 'problem', 'check settings', 'openSettings', /^one\ntwo$/],
	];
	for (const [what, change, kind, text, command, detail] of rows) {
		it(`when ${what}`, () => {
			const status = statusOf({ ...well, ...change });
			assert.deepEqual([status.kind, status.text, status.command], [kind, text, command]);
			assert.match(status.detail, detail);
		});
	}

	it('tells the most urgent first', () => {
		const all: Partial<StatusFacts> = {
			offline: true,
			index: '',
			breaker: 'open',
			problems: 3,
			settings: ['bad'],
			...packages({ pending: 1, failed: 1 }),
		};
		const kinds: string[] = [];
		for (const mended of [
			{},
			{ index: well.index },
			{ offline: false },
			{ breaker: 'closed' as const, ...packages({ pending: 1 }) },
			packages({}),
			{ problems: 0 },
		]) {
			Object.assign(all, mended);
			kinds.push(statusOf({ ...well, ...all }).kind);
		}
		assert.deepEqual(kinds, ['problem', 'offline', 'degraded', 'loading', 'problem', 'problem']);
	});

	it('shows a time of this machine as hh:mm:ss', () => {
		assert.equal(time(new Date(2026, 0, 1, 9, 5, 7).getTime()), '09:05:07');
	});
});
