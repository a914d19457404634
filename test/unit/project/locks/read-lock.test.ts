import assert from 'node:assert/strict';
import { type LockFile, type LockKind, lockKindOf } from '../../../../src/core/project/locks/lock-file.ts';
import { readLock } from '../../../../src/core/project/locks/read-lock.ts';
import { uvLock } from '../../../support/locks.ts';
import { longestStandstill } from '../../../support/loop-watch.ts';

const uv = `version = 1
revision = 3
requires-python = ">=3.10"

[manifest]
members = ["shop", "tools"]

[[package]]
name = "numpy"
version = "2.2.6"
source = { registry = "https://pypi.org/simple" }
resolution-markers = ["python_full_version < '3.11'"]

[[package]]
name = "numpy"
version = "2.4.1"
source = { registry = "https://pypi.org/simple" }
resolution-markers = ["python_full_version >= '3.11'", "sys_platform == 'win32'"]

[[package]]
name = "Shop"
version = "1.0"
source = { editable = "." }
dependencies = [{ name = "numpy", version = "2.2.6" }, { name = "numpy", version = "2.4.1" }, { name = "tools" }]

[package.metadata]
requires-dist = [{ name = "NumPy", specifier = ">=2" }, { name = "tools", editable = "tools" }]

[package.metadata.requires-dev]
dev = [{ name = "pytest" }]

[[package]]
name = "tools"
source = { virtual = "tools" }

[[package]]
name = "kept"
version = "0.1"
source = { git = "https://git.test/kept?rev=1#abc" }
`;

const poetry = `[[package]]
name = "A.B"
version = "1.0"
optional = true
python-versions = ">=3.8"
groups = ["main", "dev"]
markers = {main = "os_name == 'nt'", dev = "python_version < '3.9'"}

[package.dependencies]
c = ">=1"

[package.source]
type = "git"
url = "https://git.test/ab"
reference = "main"

[[package]]
name = "c"
version = "2"
category = "main"
optional = false
python-versions = "*"
marker = "os_name == 'nt'"

[package.source]
type = "legacy"
url = "https://index.test/simple"

[[package]]
name = "here"
version = "3"
develop = true

[package.source]
type = "directory"
url = "../here"

[metadata]
lock-version = "2.1"
python-versions = "^3.8"
content-hash = "0f"
`;

const pdm = `[metadata]
groups = ["default", "test"]
lock_version = "4.5.0"
content_hash = "sha256:0f"

[[package]]
name = "requests"
version = "2.31.0"
requires_python = ">=3.7"
groups = ["default"]
marker = "python_version >= '3.7'"
dependencies = ["idna<4,>=2.5", "idna>=3; os_name == 'nt'"]

[[package]]
name = "requests"
version = "2.31.0"
extras = ["socks"]
dependencies = ["requests==2.31.0"]

[[package]]
name = "kept"
version = "0.1"
path = "./kept"
editable = true
`;

const pylock = `lock-version = "1.0"
requires-python = ">=3.9"
created-by = "a test"

[[packages]]
name = "attrs"
version = "25.1.0"
marker = "python_version >= '3.9'"
index = "https://index.test/simple"
dependencies = [{name = "kept"}]

[[packages]]
name = "kept"
vcs = {type = "git", url = "https://git.test/kept", commit-id = "abc"}

[[packages]]
name = "here"
directory = {path = "here", editable = true}

[[packages]]
name = "packed"
version = "1"
archive = {url = "https://files.test/packed.zip", hashes = {sha256 = "0"}}
`;

async function read(text: string, kind: LockKind): Promise<LockFile> {
	return await readLock(text, `/p/${kind}.lock`, kind);
}

function lines({ packages }: LockFile): readonly string[] {
	return packages.map(
		({ name, version, source, markers, dependencies, groups, extras }) =>
			`${name} ${version ?? '-'} ${source.kind}:${source.target ?? ''} [${markers.join(' | ')}] needs ${dependencies} in ${groups} with ${extras}`,
	);
}

/** What stands at the spans of name and version. */
function places(text: string, { packages }: LockFile): readonly string[] {
	return packages.map(({ nameSpan, versionSpan }) => {
		const shown = (span: { readonly start: number; readonly end: number } | undefined) => (span ? text.slice(span.start, span.end) : '-');
		return `${shown(nameSpan)} ${shown(versionSpan)}`;
	});
}

describe('a lock file', () => {
	it('of uv: forks, projects, sources and what it noted', async () => {
		const lock = await read(uv, 'uv');
		assert.deepEqual([lock.formatVersion, lock.revision, lock.requiresPython, lock.problems], ['1', '3', '>=3.10', []]);
		assert.deepEqual(lines(lock), [
			"numpy 2.2.6 index:https://pypi.org/simple [python_full_version < '3.11'] needs  in  with ",
			"numpy 2.4.1 index:https://pypi.org/simple [python_full_version >= '3.11' | sys_platform == 'win32'] needs  in  with ",
			'shop 1.0 editable:. [] needs numpy,tools in  with ',
			'tools - virtual:tools [] needs  in  with ',
			'kept 0.1 git:https://git.test/kept?rev=1#abc [] needs  in  with ',
		]);
		assert.deepEqual(lock.packages[2]?.noted, [
			{ name: 'numpy', specifier: '>=2' },
			{ name: 'tools', specifier: '' },
			{ name: 'pytest', specifier: '' },
		]);
		assert.deepEqual(places(uv, lock), ['numpy 2.2.6', 'numpy 2.4.1', 'Shop 1.0', 'tools -', 'kept 0.1']);
	});

	it('of Poetry: groups, markers of each, sources', async () => {
		const lock = await read(poetry, 'poetry');
		assert.deepEqual([lock.formatVersion, lock.requiresPython, lock.contentHash, lock.problems], ['2.1', '^3.8', '0f', []]);
		assert.deepEqual(lines(lock), [
			"a-b 1.0 git:https://git.test/ab [os_name == 'nt' | python_version < '3.9'] needs c in main,dev with ",
			"c 2 index:https://index.test/simple [os_name == 'nt'] needs  in main with ",
			'here 3 editable:../here [] needs  in  with ',
		]);
		assert.deepEqual(
			lock.packages.map(({ optional }) => optional),
			[true, false, false],
		);
		assert.deepEqual(places(poetry, lock), ['A.B 1.0', 'c 2', 'here 3']);
	});

	it('of PDM: extras apart, groups that were locked', async () => {
		const lock = await read(pdm, 'pdm');
		assert.deepEqual([lock.formatVersion, lock.contentHash, lock.groups], ['4.5.0', 'sha256:0f', ['default', 'test']]);
		assert.deepEqual(lines(lock), [
			"requests 2.31.0 index: [python_version >= '3.7'] needs idna in default with ",
			'requests 2.31.0 index: [] needs requests in  with socks',
			'kept 0.1 editable:./kept [] needs  in  with ',
		]);
	});

	it('of PEP 751', async () => {
		const lock = await read(pylock, 'pylock');
		assert.deepEqual([lock.formatVersion, lock.requiresPython, lock.problems], ['1.0', '>=3.9', []]);
		assert.deepEqual(lines(lock), [
			"attrs 25.1.0 index:https://index.test/simple [python_version >= '3.9'] needs kept in  with ",
			'kept - git:https://git.test/kept [] needs  in  with ',
			'here - editable:here [] needs  in  with ',
			'packed 1 url:https://files.test/packed.zip [] needs  in  with ',
		]);
	});

	it('is known by its name', () => {
		const names = [
			'/p/uv.lock',
			'C:\\p\\poetry.lock',
			'pdm.lock',
			'pylock.toml',
			'pylock.dev.toml',
			'pylock.a.b.toml',
			'my-uv.lock',
			'toString',
		];
		assert.deepEqual(names.map(lockKindOf), ['uv', 'poetry', 'pdm', 'pylock', 'pylock', undefined, undefined, undefined]);
	});
});

describe('a lock file that is broken', () => {
	it('says where, and keeps the other packages', async () => {
		const text = uv.replace('version = "2.4.1"', 'version = ');
		const lock = await read(text, 'uv');
		assert.equal(lock.problems.length, 1);
		const [problem] = lock.problems;
		assert.match(problem?.message ?? '', /Expected a value/);
		assert.equal(problem?.isBroken, true);
		assert.ok(text.slice(0, problem?.span.start).endsWith('name = "numpy"\nversion '), String(problem?.span.start));
		assert.deepEqual(places(text, lock), ['numpy 2.2.6', 'Shop 1.0', 'tools -', 'kept 0.1']);
	});

	it('says where, also among the files that are not looked at', async () => {
		const files = 'files = [\n    {file = "a.whl", hash = "sha256:00"},\n    {file = "a.tar.gz", hash = "sha256:01"},\n]\n';
		const good = `[[package]]\nname = "a"\nversion = "1"\n${files}\n[[package]]\nname = "b"\n${files}`;
		assert.deepEqual((await read(good, 'poetry')).problems, []);
		for (const [from, to] of [
			['"sha256:01"', '"sha256:01'],
			['"a.tar.gz"', 'a.tar.gz'],
			['\n]\n\n[[', '\n\n[['],
			['sha256:01', 'sha256:\\x'],
		] as const) {
			const text = good.replace(from, to);
			const { packages, problems } = await read(text, 'poetry');
			assert.equal(problems.length, 1, to);
			const { start = 0 } = problems[0]?.span ?? {};
			assert.ok(start >= good.indexOf('[\n') && start <= text.lastIndexOf('[[package]]'), `${to}: ${start}`);
			assert.deepEqual(
				packages.map(({ name }) => name),
				['b'],
			);
		}
	});

	it('in a merge conflict holds nothing to rely on', async () => {
		const text = uv.replace('version = "2.4.1"\n', '<<<<<<< HEAD\nversion = "2.4.1"\n=======\nversion = "2.4.0"\n>>>>>>> theirs\n');
		const { packages, problems } = await read(text, 'uv');
		assert.deepEqual(packages, []);
		assert.deepEqual(
			problems.map(({ message, span, isBroken }) => [message.includes('merge conflict'), text.slice(span.start, span.end), isBroken]),
			[[true, '<<<<<<< HEAD', true]],
		);
	});

	it('with a table that is there twice says so', async () => {
		const text = `${poetry}\n[[package]]\nname = "late"\nversion = "1"\n\n[metadata]\nlock-version = "2.0"\n`;
		const { problems } = await read(text, 'poetry');
		assert.deepEqual(
			problems.map(({ message, isBroken }) => [message, isBroken]),
			[['“metadata” is already defined.', true]],
		);
	});

	it('of a version of the format that is not known is read, with a doubt', async () => {
		const { packages, problems } = await read(uv.replace('version = 1', 'version = 2'), 'uv');
		assert.equal(packages.length, 5);
		assert.deepEqual(
			problems.map(({ span, isBroken }) => [span, isBroken]),
			[[{ start: 0, end: 'version = 2'.length }, false]],
		);
	});

	it('may have anything where something else belongs', async () => {
		const text = '[[package]]\nname = 1\n[[package]]\nname = "a"\nversion = 2\nsource = "x"\nextras = {}\n[[package]]\n';
		for (const kind of ['uv', 'poetry', 'pdm', 'pylock'] as const) {
			assert.deepEqual(lines(await read(text, kind)), ['a - index: [] needs  in  with '], kind);
		}
	});

	it('may hold headers inside of texts', async () => {
		const text = '[[package]]\nname = "a"\nversion = "1"\ndescription = """\n[[package]]\nname = "no"\n"""\n';
		assert.deepEqual(places(text, await read(text, 'poetry')), ['a 1']);
	});
});

describe('a lock of very many packages', () => {
	it('leaves the event loop to others in between', async () => {
		const text = uvLock(...Array.from({ length: 20_000 }, (_, number) => `package-${number} 1.0`));
		let lock: LockFile | undefined;
		const { worked } = await longestStandstill(async () => {
			lock = await readLock(text, '/p/uv.lock', 'uv');
		});
		assert.equal(lock?.byName.size, 20_000);
		assert.ok(worked <= 50, `${worked.toFixed(0)} ms of work at once`);
	});
});
