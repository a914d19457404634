import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EditFix, Finding } from '../../../src/core/findings/finding.ts';
import { fixesTogether } from '../../../src/core/findings/fix-all.ts';
import { applyEdits, checked } from '../../support/checked.ts';

const click = { click: ['8.0'] };

function fixing(preferred: boolean, ...edits: readonly (readonly [start: number, end: number])[]): Finding {
	const fix: EditFix = {
		kind: 'edit',
		title: 'Fix',
		edits: edits.map(([start, end]) => ({ span: { start, end }, text: '' })),
		preferred,
	};
	return {
		code: 'duplicate-requirement',
		severity: 'warning',
		message: '',
		file: '/p/pyproject.toml',
		span: { start: 0, end: 0 },
		package: undefined,
		data: {},
		fixes: [fix],
		tags: [],
	};
}

describe('the fixes that can be made together', () => {
	const rows: readonly (readonly [what: string, findings: readonly Finding[], accepted: readonly number[]])[] = [
		['all that stand apart', [fixing(true, [0, 2]), fixing(true, [5, 8])], [0, 5]],
		['those that touch', [fixing(true, [0, 5]), fixing(true, [5, 8]), fixing(true, [8, 8])], [0, 5, 8]],
		['in the order of the text', [fixing(true, [5, 8]), fixing(true, [0, 2])], [0, 5]],
		['the first of two at one place', [fixing(true, [0, 5]), fixing(true, [0, 5])], [0]],
		['the first of two that insert at one place', [fixing(true, [3, 3]), fixing(true, [3, 3])], [3]],
		['none inside another', [fixing(true, [0, 9]), fixing(true, [2, 4]), fixing(true, [9, 10])], [0, 9]],
		['none between the edits of another', [fixing(true, [0, 1], [8, 9]), fixing(true, [4, 5]), fixing(true, [9, 10])], [0, 9]],
	];
	for (const [what, findings, accepted] of rows) {
		it(`are ${what}`, () => {
			const fixes = fixesTogether(findings);
			assert.deepEqual(
				fixes.map(({ edits }) => edits[0]?.span.start),
				accepted,
			);
		});
	}

	it('never overlap, whatever the findings', () => {
		const place = fc.tuple(fc.nat(50), fc.nat(10)).map(([start, length]) => [start, start + length] as const);
		fc.assert(
			fc.property(fc.array(place, { maxLength: 30 }), (places) => {
				const spans = fixesTogether(places.map((given) => fixing(true, given))).map(({ edits }) => edits[0]?.span ?? { start: 0, end: 0 });
				for (const [i, span] of spans.slice(1).entries()) assert.ok(span.start >= (spans[i]?.end ?? 0));
				assert.equal(spans.length > 0, places.length > 0);
			}),
		);
	});

	it('are none that need a choice', () => {
		assert.deepEqual(fixesTogether([fixing(false, [0, 2])]), []);
	});

	/** The file after one "Fix all" after the other, until there is nothing more to do. */
	async function fixedAll(text: string, packages: Parameters<typeof checked>[1]): Promise<readonly string[]> {
		const texts: string[] = [];
		for (let present = text; texts.length < 5; ) {
			const fixes = fixesTogether(await checked(present, packages));
			if (fixes.length === 0) break;
			present = applyEdits(
				present,
				fixes.flatMap(({ edits }) => edits),
			);
			texts.push(present);
		}
		return texts;
	}

	it('leave a file that is read as before, in as many rounds as it takes', async () => {
		const list = (...entries: readonly string[]) => `[project]\ndependencies = [${entries.map((entry) => `"${entry}"`).join(',')}]\n`;
		assert.deepEqual(await fixedAll(list('click', 'click', 'click'), click), [list('click', 'click'), list('click')]);
	});
});
