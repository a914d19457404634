import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LicencePolicy } from '../../../src/core/findings/licence-policy.ts';

function judged(licence: string | null, allow: readonly string[], deny: readonly string[] = []): string {
	const verdict = new LicencePolicy(allow, deny).judge(licence);
	return 'parts' in verdict ? `${verdict.kind} ${verdict.parts.join(', ')}` : verdict.kind;
}

describe('a licence under a policy', () => {
	const allowing: readonly (readonly [licence: string | null, allow: readonly string[], verdict: string])[] = [
		['MIT', ['MIT'], 'accepted'],
		['mit', ['MIT'], 'accepted'],
		['MIT', ['mit'], 'accepted'],
		['ISC', ['MIT'], 'not-allowed ISC'],
		['MIT OR GPL-3.0-only', ['MIT'], 'accepted'],
		['MIT AND GPL-3.0-only', ['MIT'], 'not-allowed GPL-3.0-only'],
		['(MIT OR ISC) AND (GPL-3.0-only OR ISC)', ['MIT'], 'not-allowed GPL-3.0-only, ISC'],
		['(MIT OR ISC) AND (GPL-3.0-only OR MIT)', ['MIT'], 'accepted'],
		['GPL-2.0', ['GPL-2.0-only'], 'accepted'],
		['GPL-2.0+', ['GPL-2.0-or-later'], 'accepted'],
		['LGPL-2.1-or-later', ['LGPL-2.1+'], 'accepted'],
		['GPL-2.0-or-later', ['GPL-2.0-only'], 'accepted'],
		['GPL-2.0-only', ['GPL-2.0-or-later'], 'not-allowed GPL-2.0-only'],
		['Apache-2.0+', ['Apache-2.0'], 'accepted'],
		['Apache-2.0', ['Apache-2.0+'], 'not-allowed Apache-2.0'],
		['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only'], 'accepted'],
		['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only with  classpath-exception-2.0'], 'accepted'],
		['GPL-2.0-only', ['GPL-2.0-only WITH Classpath-exception-2.0'], 'not-allowed GPL-2.0-only'],
		['LicenseRef-Ours', ['LicenseRef-Ours'], 'accepted'],
		['LicenseRef-Theirs', ['LicenseRef-Ours'], 'not-allowed LicenseRef-Theirs'],
		['BSD', ['BSD-3-Clause'], 'unclear'],
		['BSD License', ['MIT'], 'unclear'],
		['BSD License', ['MIT', 'bsd license'], 'accepted'],
		['MIT License', ['MIT'], 'unclear'],
		['MIT OR Custom', ['MIT'], 'accepted'],
		['MIT AND Custom', ['MIT'], 'unclear'],
		['ISC AND Custom', ['MIT'], 'not-allowed ISC'],
		['ISC OR Custom', ['MIT'], 'unclear'],
		[null, ['MIT'], 'unclear'],
		['', ['MIT'], 'unclear'],
	];
	for (const [licence, allow, verdict] of allowing) {
		it(`${JSON.stringify(licence)} is ${verdict} where ${allow} is allowed`, () => assert.equal(judged(licence, allow), verdict));
	}

	const denying: readonly (readonly [licence: string | null, deny: readonly string[], verdict: string])[] = [
		['MIT', ['AGPL-3.0-only'], 'accepted'],
		['AGPL-3.0', ['AGPL-3.0-only'], 'denied AGPL-3.0'],
		['AGPL-3.0-or-later', ['AGPL-3.0-only'], 'denied AGPL-3.0-or-later'],
		['AGPL-3.0-only', ['AGPL-3.0-or-later'], 'accepted'],
		['MIT OR AGPL-3.0-only', ['AGPL-3.0-only'], 'accepted'],
		['MIT AND AGPL-3.0-only', ['AGPL-3.0-only'], 'denied AGPL-3.0-only'],
		['Proprietary', ['proprietary'], 'denied Proprietary'],
		['BSD License', ['MIT'], 'accepted'],
		[null, ['MIT'], 'accepted'],
	];
	for (const [licence, deny, verdict] of denying) {
		it(`${JSON.stringify(licence)} is ${verdict} where ${deny} is denied`, () => assert.equal(judged(licence, [], deny), verdict));
	}

	it('is denied before it is allowed', () => {
		assert.equal(judged('MIT', ['MIT'], ['MIT']), 'denied MIT');
		assert.equal(judged('ISC AND MIT AND GPL-3.0-only', ['MIT'], ['GPL-3.0-only']), 'denied GPL-3.0-only');
	});

	const ids = ['MIT', 'ISC', 'Apache-2.0', 'GPL-3.0-only'];
	const { expression } = fc.letrec<{ expression: readonly [text: string, holds: (allowed: ReadonlySet<string>) => boolean] }>((tie) => ({
		expression: fc.oneof(
			{ maxDepth: 4 },
			fc.constantFrom(...ids).map((id) => [id, (allowed: ReadonlySet<string>) => allowed.has(id)] as const),
			fc
				.tuple(tie('expression'), fc.boolean(), tie('expression'))
				.map(
					([[a, holdsA], isAnd, [b, holdsB]]) =>
						[
							`(${a} ${isAnd ? 'AND' : 'OR'} ${b})`,
							(allowed: ReadonlySet<string>) => (isAnd ? holdsA(allowed) && holdsB(allowed) : holdsA(allowed) || holdsB(allowed)),
						] as const,
				),
		),
	}));

	it('is accepted exactly where the logic of its words says so', () => {
		fc.assert(
			fc.property(expression, fc.subarray(ids, { minLength: 1 }), ([text, holds], allow) => {
				assert.equal(judged(text, allow) === 'accepted', holds(new Set(allow)));
				const rest = ids.filter((id) => !allow.includes(id));
				if (rest.length > 0) assert.equal(judged(text, [], rest) === 'accepted', holds(new Set(allow)));
			}),
		);
	});

	it('does not depend on the case of its letters', () => {
		fc.assert(
			fc.property(expression, fc.subarray(ids, { minLength: 1 }), ([text], allow) => {
				const kind = (licence: string) => new LicencePolicy(allow, []).judge(licence).kind;
				assert.equal(kind(text.toLowerCase()), kind(text));
			}),
		);
	});

	it('never throws, whatever the texts', () => {
		fc.assert(
			fc.property(fc.string(), fc.array(fc.string()), fc.array(fc.string()), (licence, allow, deny) => void judged(licence, allow, deny)),
		);
	});
});
