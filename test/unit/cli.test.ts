import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import packageJson from '../../package.json' with { type: 'json' };
import { main } from '../../src/cli.ts';
import { IndexServer } from '../support/index-server.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

describe('the command line', () => {
	let folder = '';
	let server: IndexServer;

	beforeEach(async () => {
		folder = await temporaryFolder();
		server = await IndexServer.start({ packages: [{ name: 'requests', versions: { '2.32.3': {}, '2.31.0': {} } }] });
	});

	afterEach(async () => {
		await server[Symbol.asyncDispose]();
		await removeFolder(folder);
	});

	/** Runs it against the server, with a cache of its own. */
	async function run(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
		const written = { out: '', err: '' };
		const code = await main(argv, {
			environment: { AUTODOCS_INDEX_URL: server.url, AUTODOCS_CACHE_DIR: join(folder, 'cache'), ...environment },
			stdin: new PassThrough(),
			stdout: new PassThrough(),
			out: (text) => {
				written.out += text;
			},
			err: (text) => {
				written.err += text;
			},
			askedToEnd: () => new AbortController().signal,
		});
		return { code, ...written };
	}

	/** A project with these requirements; returns its folder. */
	async function project(name: string, ...requirements: readonly string[]): Promise<string> {
		const path = join(folder, name);
		await mkdir(path, { recursive: true });
		await writeFile(
			join(path, 'pyproject.toml'),
			`[project]\ndependencies = [\n${requirements.map((text) => `  "${text}",\n`).join('')}]\n`,
		);
		return path;
	}

	it('says how it is used, and its version', async () => {
		const help = await run(['--help']);
		assert.deepEqual([help.code, help.err], [0, '']);
		assert.match(help.out, /Usage: autodocs/);
		const ofCheck = await run(['check', '--help']);
		assert.equal(ofCheck.code, 0);
		assert.match(ofCheck.out, /--json[\s\S]*--index-url[\s\S]*Exit codes: 0/);
		assert.deepEqual(await run(['--version']), { code: 0, out: `${packageJson.version}\n`, err: '' });
	});

	for (const argv of [['--nonsense'], ['nonsense'], ['check', '--nonsense'], ['check', '--index-url'], []]) {
		it(`refuses ${JSON.stringify(argv)} and says why`, async () => {
			const { code, out, err } = await run(argv);
			assert.deepEqual([code, out], [2, '']);
			assert.match(err, /error: |Usage: /);
		});
	}

	it('is silent about a clean project', async () => {
		assert.deepEqual(await run(['check', await project('clean', 'requests>=2')]), { code: 0, out: '', err: '' });
	});

	it('prints each finding at its place, and fails', async () => {
		const path = await project('shop', 'requests==99', 'reqests', 'requests >=');
		const { code, out, err } = await run(['check', path]);
		assert.deepEqual([code, err], [1, '']);
		const lines = out.trimEnd().split('\n');
		assert.deepEqual(
			lines.map((line) => /pyproject\.toml:(\d+:\d+ \w+ [\w-]+) ./.exec(line)?.[1]),
			['3:12 error no-matching-version', '4:4 error unknown-package', '5:13 error invalid-requirement'],
		);
	});

	it('tells on standard error, once and with a way out, what the index could not be asked about', async () => {
		server.fail('*', { kind: 'status', status: 403 });
		const { code, out, err } = await run(['check', await project('shop', 'requests', 'flask', 'rich')]);
		assert.match(out, /information docs-unavailable/);
		assert.match(err, /\(HTTP 403\).* \(and 2 more like it\)\n {2}\S/);
		assert.equal(code, 2);
	});

	it('checks a project once, however often it is named', async () => {
		const path = await project('shop', 'requests==99');
		const { out } = await run(['check', path, folder, join(path, 'pyproject.toml')]);
		assert.equal(out.match(/no-matching-version/g)?.length, 1);
	});

	it('prints JSON for machines', async () => {
		const path = await project('shop', 'requests==99');
		const { code, out } = await run(['check', '--json', path, join(folder, 'gone')]);
		assert.equal(code, 2);
		const { status, projects, findings, failures } = JSON.parse(out);
		assert.deepEqual([status, projects], ['partial', [join(path, 'pyproject.toml')]]);
		assert.deepEqual(
			[findings.length, findings[0].code, findings[0].severity, findings[0].package, findings[0].range.start],
			[1, 'no-matching-version', 'error', 'requests', { line: 2, character: 11 }],
		);
		assert.ok(findings[0].fixes.includes('Use requests 2.32.3'));
		assert.deepEqual([failures.length, failures[0].code], [1, 'project_not_found']);
	});

	it('prints SARIF for code scanning', async () => {
		const path = await project('shop', 'requests==99');
		const { code, out } = await run(['check', '--sarif', path]);
		assert.equal(code, 1);
		const { version, runs } = JSON.parse(out);
		const [{ tool, results, invocations }] = runs;
		assert.deepEqual([version, tool.driver.name, invocations[0].executionSuccessful], ['2.1.0', 'AutoDocs', true]);
		assert.ok(tool.driver.rules.some(({ id }: { id: string }) => id === results[0].ruleId));
		assert.deepEqual([results[0].ruleId, results[0].level], ['no-matching-version', 'error']);
		const { artifactLocation, region } = results[0].locations[0].physicalLocation;
		assert.match(artifactLocation.uri, /shop\/pyproject\.toml$/);
		assert.deepEqual(region, { startLine: 3, startColumn: 12, endLine: 3, endColumn: 16 });
	});

	it('prints workflow commands for GitHub', async () => {
		const path = await project('shop', 'requests==99');
		const { code, out } = await run(['check', '--format', 'github', path]);
		assert.equal(code, 1);
		assert.match(
			out,
			/^::error file=\S+shop\/pyproject\.toml,line=3,endLine=3,col=12,endColumn=16,title=AutoDocs no-matching-version::[^\n]+\n$/,
		);
	});

	it('answers an unknown flag with the nearest', async () => {
		const { code, err } = await run(['check', '--jsn']);
		assert.equal(code, 2);
		assert.match(err, /Did you mean --json/);
	});

	it('says which folder holds no project, and checks the others', async () => {
		const { code, out, err } = await run(['check', join(folder, 'gone'), await project('shop', 'requests==99')]);
		assert.equal(code, 2);
		assert.match(err, /gone cannot be read: it does not exist\.\n {2}Name the folder/);
		assert.match(out, /no-matching-version/);
	});

	it('says of a folder without a project that there is none, and of another file that it is none', async () => {
		const [empty, notes] = [join(folder, 'empty'), join(folder, 'notes.txt')];
		await mkdir(empty);
		await writeFile(notes, '');
		assert.deepEqual(await run(['check', empty]), {
			code: 2,
			out: '',
			err: `There is no pyproject.toml in ${empty}.\n  Name the folder that holds it: autodocs check DIR\n`,
		});
		assert.match((await run(['check', notes])).err, /notes\.txt is neither a folder nor a pyproject\.toml\.\n {2}Name/);
	});

	it('says of a file that is not UTF-8 what to do, and checks the others', async () => {
		const latin = join(folder, 'latin');
		await mkdir(latin);
		await writeFile(join(latin, 'pyproject.toml'), Buffer.from('[project]\nname = "caf\xe9"\n', 'latin1'));
		const { code, out, err } = await run(['check', latin, await project('shop', 'requests==99')]);
		assert.equal(code, 2);
		assert.match(err, /latin\/pyproject\.toml is not UTF-8 text.*\n {2}Save the file with the encoding UTF-8/);
		assert.match(out, /no-matching-version/);
	});

	for (const flags of [
		['--sarif', '--format', 'github'],
		['--json', '--sarif'],
		['--format', 'text', '--json'],
	]) {
		it(`refuses ${flags.join(' ')}: it prints in one format`, async () => {
			const { code, out, err } = await run(['check', ...flags, await project('shop', 'requests')]);
			assert.deepEqual([code, out], [2, '']);
			assert.match(err, /error: option .* cannot be used with option/);
		});
	}

	it('names in what can be done the variables that set it, not the settings of an editor', async () => {
		const path = await project('shop', 'requests');
		const { err } = await run(['check', path], { AUTODOCS_INDEX_URL: 'http://127.0.0.1:9/simple' });
		assert.match(err, /\n {2}Check the setting `AUTODOCS_INDEX_URL`/);
		const { failures } = JSON.parse((await run(['check', '--json', path], { AUTODOCS_INDEX_URL: 'http://127.0.0.1:9/simple' })).out);
		assert.match(String(failures[0].suggestions), /`AUTODOCS_INDEX_URL`/);
	});

	it('says what to do without a network, once for all packages', async () => {
		const path = await project('shop', 'requests', 'flask');
		const { code, out, err } = await run(['check', path], { AUTODOCS_INDEX_URL: 'https://index.invalid/simple' });
		assert.equal(code, 2);
		assert.equal(out.match(/docs-unavailable/g)?.length, 2);
		assert.match(
			err,
			/^Could not get the releases of \w+ from index\.invalid: .* \(and 1 more like it\)\n {2}Check the network connection/,
		);
	});

	it('says why a pyproject.toml cannot be read', async () => {
		await mkdir(join(folder, 'odd/pyproject.toml'), { recursive: true });
		const { code, err } = await run(['check', join(folder, 'odd')]);
		assert.equal(code, 2);
		assert.match(err, /cannot be read: it is a folder/);
	});

	it('checks every project below a folder, and a file by its name', async () => {
		await project('a', 'requests==98');
		const b = await project('b', 'requests==99');
		const below = await run(['check', folder]);
		assert.deepEqual(below.out.match(/“==\d+”/g), ['“==98”', '“==99”']);
		assert.deepEqual((await run(['check', join(b, 'pyproject.toml')])).out.match(/“==\d+”/g), ['“==99”']);
	});

	it('takes flags before variables, and says what is wrong with either', async () => {
		const path = await project('shop', 'requests');
		const flagged = await run(['check', '--index-url', server.url, path], { AUTODOCS_INDEX_URL: 'http://127.0.0.1:9/simple' });
		assert.deepEqual(flagged, { code: 0, out: '', err: '' });
		const bad = await run(['check', '--index-url', 'nowhere', path], { AUTODOCS_MAX_CONCURRENT: '7' });
		assert.equal(bad.code, 2);
		assert.match(bad.out, /docs-unavailable No package index is asked/);
		assert.match(bad.err, /--index-url is "nowhere", but must be an https URL/);
		assert.match(bad.err, /AUTODOCS_MAX_CONCURRENT is 7, but must be a whole number from 10 to 200\. 50 is used instead/);
	});

	it('asks nobody when it is offline, and uses what is cached', async () => {
		const path = await project('shop', 'requests==99');
		const cold = await run(['check', '--offline', path]);
		assert.match(cold.out, /docs-unavailable/);
		assert.equal(cold.code, 2);
		assert.deepEqual(server.requests, []);
		await run(['check', path]);
		const asked = server.requests.length;
		const warm = await run(['check', '--offline', path]);
		assert.match(warm.out, /no-matching-version/);
		assert.equal(server.requests.length, asked);
	});

	it('logs to standard error when it is asked to', async () => {
		const path = await project('shop', 'requests');
		const { out, err } = await run(['check', path], { AUTODOCS_LOG_LEVEL: 'debug' });
		assert.equal(out, '');
		assert.match(err, /^debug: /m);
	});
});
