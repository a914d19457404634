import assert from 'node:assert/strict';
import { NetworkError, PackageNotFoundError } from '../../../../src/core/errors.ts';
import { checked, commands, fixed, preferred, projectWith, seen } from '../../../support/checked.ts';

const missing = (...didYouMean: readonly string[]) =>
	new PackageNotFoundError('There is no package “reqests” at index.test', {
		details: { didYouMean, projectPage: 'https://index.test/search/?q=reqests' },
		suggestions: ['Did you mean requests?', 'Something else'],
	});

describe('unknown-package', () => {
	it('stands on the name alone and says what may have been meant', async () => {
		const text = projectWith('"reqests[socks]>=2 ; python_version > \'3.8\'"');
		const [finding, more] = await checked(text, { reqests: missing('requests') });
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['unknown-package: reqests']);
		assert.equal(finding.severity, 'error');
		assert.equal(finding.package, 'reqests');
		assert.equal(finding.message, 'There is no package “reqests” at index.test. Did you mean requests?');
		assert.deepEqual(finding.data, { didYouMean: ['requests'] });
	});

	it('offers each name that may have been meant, and keeps the rest of the requirement', async () => {
		const text = projectWith("'reqests [socks] >=2', # why");
		const [finding] = await checked(text, { reqests: missing('requests', 'request') });
		assert.deepEqual(fixed(text, finding), {
			'Did you mean requests?': projectWith("'requests [socks] >=2', # why"),
			'Did you mean request?': projectWith("'request [socks] >=2', # why"),
		});
		assert.deepEqual(commands(finding), ['openPage', 'ignorePackage']);
	});

	it('prefers a name only when it is the only one', async () => {
		const one = await checked(projectWith('"reqests"'), { reqests: missing('requests') });
		assert.deepEqual(preferred(one[0]), ['Did you mean requests?']);
		const two = await checked(projectWith('"reqests"'), { reqests: missing('requests', 'request') });
		assert.deepEqual(preferred(two[0]), []);
	});

	const keys: readonly (readonly [what: string, table: string, after: readonly string[]])[] = [
		['a key', 'reqests = "1"\n', ['requests = "1"\n']],
		['a quoted key', '"reqests" = "1"\n', ['"requests" = "1"\n']],
		['a key with a table', 'reqests = { version = "1" }\n', ['requests = { version = "1" }\n']],
		['a key with a list', 'reqests = ["1", "2"]\n', ['requests = ["1", "2"]\n']],
		['a key that is there in another spelling', 'reqests = "1"\nRequests = "2"\n', ['requests = "1"\nRequests = "2"\n']],
		['a table of its own', '[tool.poetry.dependencies.reqests]\nversion = "1"\n', ['[tool.poetry.dependencies.requests]\nversion = "1"\n']],
		['no key that would stand there twice', 'reqests = "1"\nrequests = "2"\n', []],
		['no key that would stand there twice, be it empty', 'requests = []\nreqests = "1"\n', []],
		['no key of dotted lines', 'reqests.version = "1"\nreqests.extras = ["x"]\n', []],
		[
			'no key of several tables',
			'[[tool.poetry.dependencies.reqests]]\nversion = "1"\n[[tool.poetry.dependencies.reqests]]\nversion = "2"\n',
			[],
		],
	];
	for (const [what, table, after] of keys) {
		it(`renames in Poetry's tables ${what}`, async () => {
			const head = '[tool.poetry.dependencies]\npython = "^3.9"\n';
			const findings = await checked(head + table, { reqests: missing('requests'), requests: ['2', '1'] });
			const finding = findings.find(({ code }) => code === 'unknown-package');
			assert.ok(finding);
			assert.deepEqual(
				Object.values(fixed(head + table, finding)),
				after.map((text) => head + text),
			);
		});
	}

	it('writes a key of Poetry but once in "Fix all"', async () => {
		const text = '[tool.poetry.dependencies]\nreqests = "1"\nrequsts = "1"\n[tool.poetry.group.dev.dependencies]\nreqests = "1"\n';
		const findings = await checked(text, { reqests: missing('requests'), requsts: missing('requests') });
		assert.deepEqual(findings.map(preferred), [['Did you mean requests?'], [], ['Did you mean requests?']]);
		assert.equal(fixed(text, findings[1])['Did you mean requests?'], text.replace('requsts', 'requests'));
	});

	it('is not said of a package that Poetry takes from an explicit source', async () => {
		const text =
			'[project]\ndependencies = ["internal-lib"]\n[tool.poetry.dependencies]\ninternal-lib = { source = "corp" }\n' +
			'[[tool.poetry.source]]\nname = "corp"\nurl = "https://corp.test/simple"\npriority = "explicit"\n';
		assert.deepEqual(await checked(text), []);
	});

	it('is found once for each place that names it', async () => {
		const text = '[project]\ndependencies = ["nope"]\n[dependency-groups]\ndev = ["Nope>1"]\n[tool.poetry.dependencies]\nnope = "^1"';
		assert.deepEqual(seen(text, await checked(text)), ['unknown-package: nope', 'unknown-package: Nope', 'unknown-package: nope']);
	});

	it('is not said of a package that could not be asked about', async () => {
		const findings = await checked(projectWith('"numpy"'), { numpy: new NetworkError('timeout', 'too late') });
		assert.deepEqual(
			findings.map(({ code }) => code),
			['docs-unavailable'],
		);
	});

	const others: readonly (readonly [what: string, table: string, findings: number])[] = [
		['uv', '[[tool.uv.index]]\nname = "x"\nurl = "https://x.test/simple"', 0],
		['uv, explicit', '[[tool.uv.index]]\nname = "x"\nurl = "https://x.test/simple"\nexplicit = true', 1],
		['uv, one of two explicit', '[[tool.uv.index]]\nurl = "https://x.test"\nexplicit = true\n[[tool.uv.index]]\nurl = "https://y.test"', 0],
		['uv, by option', '[tool.uv]\nextra-index-url = ["https://x.test/simple"]', 0],
		['uv, by option, none', '[tool.uv]\nextra-index-url = []', 1],
		['Poetry', '[[tool.poetry.source]]\nname = "x"\nurl = "https://x.test/simple"', 0],
		['Poetry, explicit', '[[tool.poetry.source]]\nname = "x"\nurl = "https://x.test"\npriority = "explicit"', 1],
		['PDM', '[[tool.pdm.source]]\nname = "x"\nurl = "https://x.test/simple"', 0],
	];
	for (const [what, table, count] of others) {
		it(`is ${count === 0 ? 'not ' : ''}said where the project names another index (${what})`, async () => {
			assert.equal((await checked(`${projectWith('"private"')}${table}\n`)).length, count);
		});
	}
});
