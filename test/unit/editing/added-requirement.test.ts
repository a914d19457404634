import assert from 'node:assert/strict';
import fc from 'fast-check';
import { additionsTo } from '../../../src/core/editing/added-requirement.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { applyEdits } from '../../support/checked.ts';

function added(text: string, source: string, name = 'httpx', version = '0.28'): string | undefined {
	const addition = additionsTo(text, name, version === '' ? undefined : version).find((one) => one.source === source);
	return addition && applyEdits(text, addition.edits);
}

const head = '[project]\nname = "x"\n';

describe('a requirement that is added', () => {
	const table: readonly [what: string, before: string, after: string][] = [
		[
			'to lines that are sorted',
			'[\n    "flask>=2",\n    "numpy>=1", # fast\n]',
			'[\n    "flask>=2",\n    "httpx>=0.28",\n    "numpy>=1", # fast\n]',
		],
		['as the first of them', '[ # ours\n\t"numpy",\n\t"rich",\n]', '[ # ours\n\t"httpx",\n\t"numpy",\n\t"rich",\n]'],
		['as the last, without a comma', "[\n  'a',\n  'b' # c\n]", "[\n  'a',\n  'b', # c\n  'httpx'\n]"],
		['to lines in no order', '[\n  "z==1",\n  "a==1",\n]', '[\n  "z==1",\n  "a==1",\n  "httpx==0.28",\n]'],
		['behind a comment of its neighbour', '[\n  "a", # of a\n  # of z\n  "z",\n]', '[\n  "a", # of a\n  "httpx",\n  # of z\n  "z",\n]'],
		['to one line', '["a>=1", "z>=1"]', '["a>=1", "httpx>=0.28", "z>=1"]'],
		['to one line with a comma at its end', "['a',]", "['a', 'httpx',]"],
		['to the front of one line', '["numpy", "rich"]', '["httpx", "numpy", "rich"]'],
		['to an empty list', '[]', '["httpx"]'],
		['to an empty list of several lines', '[\n  # none yet\n]', '[\n    "httpx",\n  # none yet\n]'],
		['with Windows line ends', '[\r\n  "a",\r\n]', '[\r\n  "a",\r\n  "httpx",\r\n]'],
	];
	for (const [what, before, after] of table) {
		it(`stands where it belongs: ${what}`, () => {
			assert.equal(added(`${head}dependencies = ${before}\n`, 'project'), `${head}dependencies = ${after}\n`);
		});
	}

	it('makes the list where there is none', () => {
		const text = `${head}version = "1" # v\n\n[project.scripts]\na = "b"\n`;
		assert.equal(added(text, 'project'), text.replace('# v\n', '# v\ndependencies = [\n    "httpx",\n]\n'));
		assert.deepEqual(additionsTo('[tool.ruff]\n', 'a', undefined), []);
		assert.deepEqual(additionsTo('[project\n', 'a', undefined), []);
	});

	it('goes into the tables of Poetry', () => {
		const text = '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.9"\nflask = "^2" # f\nrich = "*"\n';
		assert.equal(added(text, 'poetry'), text.replace('# f\n', '# f\nhttpx = "^0.28"\n'));
		assert.equal(added(text, 'poetry', 'attrs', ''), text.replace('"^3.9"\n', '"^3.9"\nattrs = "*"\n'));
		const tables = `${text}[tool.poetry.dependencies.y]\nversion = "1"\n`;
		assert.equal(added(tables, 'poetry'), undefined);
	});

	it('is offered for groups and extras, not for what builds', () => {
		const text = `[build-system]\nrequires = ["a"]\n${head}dependencies = []\noptional-dependencies.x = []\n[dependency-groups]\ndev = [{include-group = "t"}, "b"]\nt = []\n[tool.uv]\nconstraint-dependencies = []\n`;
		assert.deepEqual(
			additionsTo(text, 'h', undefined).map(({ source }) => source),
			['project', 'optional:x', 'group:dev', 'group:t'],
		);
	});

	it('is the only thing that changes, however the list is written', () => {
		const requirement = fc.constantFrom('a', 'b>=1', 'zz==2', 'm[x]>=1', 'Q');
		const comment = fc.constantFrom('', ' # one', ' # "two",');
		const item = fc.tuple(requirement, fc.constantFrom('"', "'"), comment, fc.constantFrom('\n  ', ' ', '\n\n\t'));
		fc.assert(
			fc.property(fc.array(item, { maxLength: 6 }), fc.boolean(), comment, (items, comma, last) => {
				const written = items.map(([text, quote, note, gap], i) => {
					const isLast = i === items.length - 1;
					return `${gap}${quote}${text}${quote}${isLast && !comma ? '' : ','}${note}${note === '' ? '' : '\n'}`;
				});
				const text = `${head}dependencies = [${written.join('')}${last}\n]\n[tool.x]\na = 1\n`;
				const after = added(text, 'project');
				if (after === undefined) return;
				const names = (toml: string) => parsePyproject(toml, '/p/pyproject.toml').project?.requirements.map(({ raw }) => raw);
				const before = names(text) ?? [];
				assert.deepEqual(
					(names(after) ?? []).filter((raw) => !raw.startsWith('httpx')),
					before,
				);
				assert.equal(names(after)?.length, before.length + 1);
				assert.deepEqual(
					after.match(/#.*$/gm)?.map((one) => one.trim()),
					text.match(/#.*$/gm)?.map((one) => one.trim()),
				);
			}),
			{ numRuns: 500 },
		);
	});
});
