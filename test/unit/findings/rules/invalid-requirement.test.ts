import assert from 'node:assert/strict';
import { checked, fixed, projectWith, seen } from '../../../support/checked.ts';

describe('invalid-requirement', () => {
	const rows: readonly (readonly [entry: string, inside: string])[] = [
		['"requests >= "', 'requests >= '],
		['"requests >=1,,<2"', 'requests >=1,,<2'],
		['"requests[socks"', 'requests[socks'],
		['"requests=2.0"', 'requests=2.0'],
		['"???"', '???'],
		['""', '""'],
		["'requests >= '", 'requests >= '],
		['42', '42'],
		['["requests"]', '"requests"'],
		['{ name = "requests" }', '"requests"'],
	];
	for (const [entry, inside] of rows) {
		it(`is found inside ${entry}, and the entries around it are read`, async () => {
			const text = projectWith('"a"', entry, '"b"');
			const findings = await checked(text, { requests: ['2.0'] });
			assert.deepEqual(
				findings.map(({ code }) => code),
				['unknown-package', 'invalid-requirement', 'unknown-package'],
			);
			const { span, message } = findings[1] ?? assert.fail();
			const at = text.indexOf(entry);
			assert.ok(span.start >= at && span.end <= at + entry.length && span.end > span.start, `${text.slice(span.start, span.end)}`);
			assert.ok(inside.includes(text.slice(span.start, span.end)) || text.slice(span.start, span.end) === inside);
			assert.notEqual(message, '');
		});
	}

	it('shows a value that is no string as it is written', async () => {
		const [finding] = await checked(projectWith('42'));
		assert.equal(finding?.message, '42 is not a requirement in quotes.');
	});

	it('offers the one correction that the parser knows of, inside the quotes', async () => {
		for (const quote of ['"', "'"]) {
			const text = projectWith(`${quote}requests=2.0${quote}, # keep`);
			const [finding] = await checked(text, { requests: ['2.0'] });
			assert.deepEqual(Object.values(fixed(text, finding)), [projectWith(`${quote}requests==2.0${quote}, # keep`)]);
		}
	});

	it('offers none where the string is escaped, as it would stand in the wrong place', async () => {
		const text = projectWith('"\\u0072equests=2.0"');
		const [finding] = await checked(text, { requests: ['2.0'] });
		assert.equal(finding?.code, 'invalid-requirement');
		assert.deepEqual(fixed(text, finding), {});
	});

	it('points behind an escape and an emoji', async () => {
		const text = '[project]\ndependencies = ["🐍", "\\u0072equests ~~ 2"]';
		const [, second] = await checked(text);
		assert.equal(second?.code, 'invalid-requirement');
		assert.ok(second.span.start >= text.indexOf('~~'), text.slice(second.span.start));
	});

	it("names a Poetry constraint's part", async () => {
		const text = '[tool.poetry.dependencies]\nrequests = "^2 || latest"\nflask = 3\n';
		const findings = await checked(text, { requests: ['2.0'], flask: ['3.0'] });
		assert.deepEqual(
			findings.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end).trim()}`),
			['invalid-requirement: latest', 'invalid-requirement: 3'],
		);
	});

	it('finds groups that include themselves, or none', async () => {
		const text =
			'[dependency-groups]\na = [{include-group = "b"}]\nb = [{include-group = "A"}]\nc = [{include-group = "gone"}]\nd = [{include-group = "a", x = 1}]';
		const findings = await checked(text);
		assert.deepEqual(seen(text, findings), [
			'invalid-requirement: "b"',
			'invalid-requirement: "A"',
			'invalid-requirement: "gone"',
			'invalid-requirement: "a"',
		]);
		assert.match(findings[0]?.message ?? '', /includes itself through “b”/);
		assert.match(findings[2]?.message ?? '', /no dependency group “gone”/);
	});
});
