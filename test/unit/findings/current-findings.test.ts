import assert from 'node:assert/strict';
import { Checker } from '../../../src/core/findings/checker.ts';
import { currentFindings, type ReadFile } from '../../../src/core/findings/current-findings.ts';
import { Lookups } from '../../../src/core/index/lookups.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { projectWith, pyproject, seen, settingsWith } from '../../support/checked.ts';
import { KnownIndex } from '../../support/known-index.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const good = projectWith('"gone"', '"requests"', '"lost"');

function readFile(text: string): ReadFile {
	return { text, parsed: parsePyproject(text, pyproject) };
}

/** Both packages of `good` that have a finding are unknown to the index. */
async function shown(now: string, lastGood: string | undefined): Promise<readonly string[]> {
	const lookups = new Lookups(new KnownIndex({}), new SimulatedPlatform());
	await lookups.track(pyproject, new Set(['gone', 'lost']), 'interactive');
	const checker = new Checker(settingsWith(), lookups);
	return seen(now, currentFindings(checker, readFile(now), lastGood === undefined ? undefined : readFile(lastGood)));
}

describe('the findings of a text that is being typed', () => {
	it('are those of the text where it parses', async () => {
		assert.deepEqual(await shown(good, undefined), ['unknown-package: gone', 'unknown-package: lost']);
		assert.deepEqual(await shown(projectWith('"lost"'), good), ['unknown-package: lost']);
	});

	it('are the syntax error alone where it never parsed', async () => {
		const [first, more] = await shown('[project]\nname = ', undefined);
		assert.match(first ?? '', /^invalid-toml: /);
		assert.equal(more, undefined);
	});

	it('stay where their text still stands while it does not parse', async () => {
		const typed = good.replace('"requests",', '"requests", "fla');
		const codes = await shown(typed, good);
		assert.deepEqual(
			codes.filter((line) => line.startsWith('unknown')),
			['unknown-package: gone', 'unknown-package: lost'],
		);
		assert.equal(codes.filter((line) => line.startsWith('invalid-toml')).length, 1);
	});

	it('go with the text that was edited away', async () => {
		const typed = good.replace('"gone"', '"go');
		assert.deepEqual(
			(await shown(typed, good)).filter((line) => line.startsWith('unknown')),
			['unknown-package: lost'],
		);
	});

	it('keep commands, but no edit that was made for another text', async () => {
		const lookups = new Lookups(new KnownIndex({}), new SimulatedPlatform());
		await lookups.track(pyproject, new Set(['gone']), 'interactive');
		const checker = new Checker(settingsWith(), lookups);
		const findings = currentFindings(checker, readFile(`${good}x = `), readFile(good));
		const kept = findings.find(({ code }) => code === 'unknown-package');
		assert.ok(kept !== undefined && kept.fixes.length > 0);
		assert.deepEqual(
			kept.fixes.filter((fix) => fix.kind === 'edit'),
			[],
		);
	});
});
