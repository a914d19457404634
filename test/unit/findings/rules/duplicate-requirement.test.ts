import assert from 'node:assert/strict';
import { duplicateRequirement } from '../../../../src/core/findings/rules/duplicate-requirement.ts';
import { completeProject } from '../../../../src/core/project/load-project.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';
import { checked, fixed, preferred, pyproject, seen } from '../../../support/checked.ts';

const packages = { requests: ['2.0', '1.0'], flask: ['3.0'] };
const list = (...entries: readonly string[]) => `[project]\ndependencies = [${entries.join(', ')}]\n`;

describe('duplicate-requirement', () => {
	const found: readonly (readonly [what: string, text: string, span: string])[] = [
		['the same twice', list('"requests"', '"requests"'), '"requests"'],
		['two spellings', list('"requests"', '"Requests>=1"'), '"Requests>=1"'],
		['fewer extras', list('"requests[a,b]"', '"requests[b]"'), '"requests[b]"'],
		['the same marker', list('"requests;os_name==\'nt\'"', '"requests>1 ; os_name == \'nt\'"'), '"requests>1 ; os_name == \'nt\'"'],
		['two keys of Poetry', '[tool.poetry.dependencies]\nrequests = "1"\nRequests = "^1"\n', '"^1"'],
	];
	for (const [what, text, span] of found) {
		it(`finds ${what}, at the second`, async () => {
			const findings = await checked(text, packages);
			assert.deepEqual(
				seen(text, findings).filter((line) => line.startsWith('duplicate')),
				[`duplicate-requirement: ${span}`],
			);
			assert.ok((findings[0]?.span.start ?? 0) > text.indexOf('equests'));
			assert.match(findings.find(({ code }) => code === 'duplicate-requirement')?.message ?? '', /already required in this list, as “/);
		});
	}

	const silent: readonly (readonly [what: string, text: string])[] = [
		['two lists', '[project]\ndependencies = ["requests"]\n[dependency-groups]\ndev = ["requests"]'],
		['two extras', '[project.optional-dependencies]\na = ["requests"]\nb = ["requests"]'],
		['other markers', list('"requests==1.0;os_name==\'nt\'"', '"requests==2.0;os_name!=\'nt\'"')],
		['more extras', list('"requests[a]"', '"requests[b]"')],
		['a Poetry list of constraints', '[tool.poetry.dependencies]\nrequests = ["1.0", "2.0"]\n'],
		['a broken second', list('"flask"', '"requests"')],
	];
	for (const [what, text] of silent) it(`is silent about ${what}`, async () => assert.deepEqual(await checked(text, packages), []));

	it('finds the third as well, each against the first', async () => {
		const text = list('"requests"', '"requests>1"', '"requests>0"');
		const findings = await checked(text, packages);
		assert.deepEqual(
			findings.map(({ data }) => data),
			[
				{ first: 'requests', again: 'requests>1' },
				{ first: 'requests', again: 'requests>0' },
			],
		);
	});

	it('removes the second without a trace, and only what is alike on its own', async () => {
		const text = '[project]\ndependencies = [\n\t"requests",\n\t"requests", # again\n\t"flask",\n]\n';
		const [finding] = await checked(text, packages);
		assert.deepEqual(fixed(text, finding), { 'Remove this one': '[project]\ndependencies = [\n\t"requests",\n\t"flask",\n]\n' });
		assert.deepEqual(finding?.tags, ['unnecessary']);
		const preferredFor = async (second: string) => preferred((await checked(list('"requests"', second), packages))[0]);
		assert.deepEqual(await preferredFor('"requests"'), ['Remove this one']);
		assert.deepEqual(await preferredFor('"requests>1"'), []);
	});

	it('tells only the beginning of what is long', async () => {
		const [finding] = await checked(list(`"requests==${'1'.repeat(10_000)}"`, '"requests"'), packages);
		assert.ok((finding?.message.length ?? 0) < 200);
	});

	it('removes a key of Poetry, but not one whose constraints are not all duplicates', async () => {
		const text = '[tool.poetry.dependencies]\nflask = "^3"\nFlask = "^3" # again\n';
		const [finding] = await checked(text, packages);
		assert.deepEqual(fixed(text, finding), { 'Remove this one': '[tool.poetry.dependencies]\nflask = "^3"\n' });
		const listed = '[tool.poetry.dependencies]\nflask = "3.0"\nFlask = [{ version = "3.0" }, { version = "3.0", python = "^3.9" }]\n';
		const [second, more] = await checked(listed, packages);
		assert.equal(second?.code, 'duplicate-requirement');
		assert.deepEqual([fixed(listed, second), more], [{}, undefined]);
	});

	it('is silent about a list in a file of its own that is named twice', async () => {
		const text = '[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["list.txt", "list.txt"] }\n';
		const files = {
			readText: () => Promise.resolve('requests\nflask\n'),
			realPath: (path: string) => Promise.resolve(path),
			names: () => Promise.resolve([]),
		};
		const { parsed } = await completeProject(parsePyproject(text, pyproject), text, files);
		assert.equal(duplicateRequirement.over, 'file');
		assert.deepEqual(duplicateRequirement.check({ parsed, text, os: 'linux', asked: [] }), []);
	});

	it('removes the whole line of a list in a file of its own', async () => {
		const text = '[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = "list.txt" }\n';
		const requirements = 'requests\r\nrequests>1 \\\r\n  --hash=sha256:00 # again\r\nflask\r\n';
		const files = {
			readText: () => Promise.resolve(requirements),
			realPath: (path: string) => Promise.resolve(path),
			names: () => Promise.resolve([]),
		};
		const { parsed } = await completeProject(parsePyproject(text, pyproject), text, files);
		assert.equal(duplicateRequirement.over, 'file');
		const [draft] = duplicateRequirement.check({ parsed, text, os: 'linux', asked: [] });
		const [fix] = draft?.fixes ?? [];
		assert.ok(fix?.kind === 'edit');
		const { span } = fix.edits[0] ?? assert.fail();
		assert.equal(draft?.file, '/p/list.txt');
		assert.equal(requirements.slice(0, span.start) + requirements.slice(span.end), 'requests\r\nflask\r\n');
	});
});
