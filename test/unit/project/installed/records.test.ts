import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normalizeName } from '../../../../src/core/packaging/name.ts';
import { readDirectUrl } from '../../../../src/core/project/installed/direct-url.ts';
import { readDistributionFolder } from '../../../../src/core/project/installed/distribution-folder.ts';
import { readMetadataHead } from '../../../../src/core/project/installed/metadata-head.ts';
import { pythonVersion, readPyvenvCfg } from '../../../../src/core/project/installed/pyvenv-cfg.ts';

/** Lines of any kind, as a hostile or broken file has them. */
const anyText = fc
	.array(fc.constantFrom('version', 'version_info', 'home', ' ', '=', '3', '.', '12', '\n', '\r\n', 'Name:', 'é', '\0', '{', '"'), {
		maxLength: 60,
	})
	.map((pieces) => pieces.join(''));

describe('a pyvenv.cfg', () => {
	const table: readonly [what: string, text: string, version: string | undefined, home: string | undefined, system: boolean][] = [
		['of venv', 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11.7\n', '3.11.7', '/usr/bin', false],
		['of uv', 'home = /x/bin\nimplementation = CPython\nuv = 0.9\nversion_info = 3.12.3\n', '3.12.3', '/x/bin', false],
		['of virtualenv', 'version = 3.9\nversion_info = 3.13.0.final.0\nhome=C:\\Py\r\n', '3.13.0', 'C:\\Py', false],
		['with the packages of the system', 'HOME = /usr/bin\nInclude-System-Site-Packages = True', undefined, '/usr/bin', true],
		['of a pre-release', 'version = 3.15.0a1+', '3.15.0a1', undefined, false],
		['that says nothing', '', undefined, undefined, false],
		['that is broken', '= 3\nversion\nversion = three\nhome =\n', undefined, undefined, false],
	];
	for (const [what, text, version, home, systemSitePackages] of table) {
		it(`is read: ${what}`, () => assert.deepEqual(readPyvenvCfg(text), { version, home, systemSitePackages }));
	}

	it('is read in any text', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const { version } = readPyvenvCfg(text);
				assert.ok(version === undefined || pythonVersion(version) === version);
			}),
		);
	});

	it('is found again whatever stands around its lines', () => {
		const line = fc.stringMatching(/^[a-z]{1,8}_x ?= ?[ -~]{0,20}$/);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), fc.nat({ max: 40 }), fc.nat({ max: 40 }), (lines, minor, patch) => {
				const text = [...lines, `version_info = 3.${minor}.${patch}`, ...lines].join('\n');
				assert.equal(readPyvenvCfg(text).version, `3.${minor}.${patch}`);
			}),
		);
	});
});

describe('the folder of a distribution', () => {
	const table: readonly [entry: string, found: string | undefined][] = [
		['requests-2.32.3.dist-info', 'requests 2.32.3'],
		['ruamel.yaml-0.18.6.dist-info', 'ruamel-yaml 0.18.6'],
		['typing_extensions-4.12.2.dist-info', 'typing-extensions 4.12.2'],
		['torch-2.1.0+cu118.dist-info', 'torch 2.1.0+cu118'],
		['old-name-1.0.dist-info', 'old-name 1.0'],
		['x-1.0.post1.dist-info', 'x 1.0.post1'],
		['setuptools-65.5.0-py3.11.egg-info', 'setuptools 65.5.0'],
		['numpy-1.26-py3.11-linux-x86_64.egg-info', 'numpy 1.26'],
		['pytz-not_a_version.dist-info', 'pytz'],
		['bare.egg-info', 'bare'],
		['~equests-2.32.3.dist-info', undefined],
		['requests', undefined],
		['.dist-info', undefined],
		['-1.0.dist-info', undefined],
		['__pycache__', undefined],
		[`${'x'.repeat(400)}-1.0.dist-info`, undefined],
	];
	for (const [entry, wanted] of table) {
		it(`is read: ${entry.slice(0, 50)}`, () => {
			const found = readDistributionFolder(entry);
			assert.equal(found && [found.name, ...(found.version === undefined ? [] : [found.version])].join(' '), wanted);
		});
	}

	it('says name and version again, as the standard has them written', () => {
		// Binary distribution format: “each component … is escaped by replacing all non-alphanumeric characters with an underscore”.
		const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,20}[a-z0-9])?$/);
		const version = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('', 'rc1', '.post2', '.dev3')).map(([a, b, rest]) => `${a}.${b}${rest}`);
		fc.assert(
			fc.property(name, version, (one, release) => {
				const found = readDistributionFolder(`${one.replace(/[-_.]+/g, '_')}-${release}.dist-info`);
				assert.deepEqual(found, { kind: 'dist-info', name: normalizeName(one), version: release });
			}),
		);
	});
});

describe('the head of core metadata', () => {
	it('is read up to the description', () => {
		const text = 'Metadata-Version: 2.1\r\nname:  Flask \r\nVersion: 3.0\r\nSummary: x\r\n\r\nVersion: 9\r\n';
		assert.deepEqual(readMetadataHead(text), { name: 'Flask', version: '3.0' });
		assert.deepEqual(readMetadataHead('Name:\n\nVersion: 1'), { name: undefined, version: undefined });
	});

	it('is read in any text', () => {
		fc.assert(fc.property(anyText, (text) => void readMetadataHead(text)));
	});
});

describe('a direct_url.json', () => {
	const table: readonly [what: string, text: string, source: ReturnType<typeof readDirectUrl>][] = [
		['an editable folder', '{"url":"file:///p","dir_info":{"editable":true}}', { kind: 'editable', target: 'file:///p' }],
		['a folder', '{"url":"file:///p","dir_info":{}}', { kind: 'directory', target: 'file:///p' }],
		[
			'a repository',
			'{"url":"https://x.test/r","vcs_info":{"vcs":"git","requested_revision":"v1","commit_id":"abc"}}',
			{ kind: 'git', target: 'https://x.test/r@v1' },
		],
		['a commit', '{"url":"https://x.test/r","vcs_info":{"commit_id":"abc"}}', { kind: 'git', target: 'https://x.test/r@abc' }],
		['an archive', '{"url":"https://x.test/a.whl","archive_info":{}}', { kind: 'url', target: 'https://x.test/a.whl' }],
		['a local archive', '{"url":"file:///a.whl","archive_info":{}}', { kind: 'path', target: 'file:///a.whl' }],
		['no url', '{"dir_info":{"editable":true}}', undefined],
		['no object', '[]', undefined],
		['no JSON', '{"url":', undefined],
	];
	for (const [what, text, source] of table) it(`is read: ${what}`, () => assert.deepEqual(readDirectUrl(text), source));

	it('is read in any JSON', () => {
		fc.assert(fc.property(fc.json(), (text) => void readDirectUrl(text)));
	});
});
