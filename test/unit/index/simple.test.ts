import assert from 'node:assert/strict';
import { BadResponseError } from '../../../src/core/errors.ts';
import { groupReleases } from '../../../src/core/index/group-releases.ts';
import type { ProjectReleases } from '../../../src/core/index/package-index.ts';
import { parseSimpleHtml } from '../../../src/core/index/simple-html.ts';
import { parseSimpleJson } from '../../../src/core/index/simple-json.ts';
import { received } from '../../support/received.ts';

const asked = { host: 'index.test', label: 'the releases of demo' };

function readJson(page: unknown): ProjectReleases {
	const text = typeof page === 'string' ? page : JSON.stringify(page);
	return groupReleases('demo', parseSimpleJson(received(text), 'demo', asked));
}

function readHtml(html: string): ProjectReleases {
	return groupReleases('demo', parseSimpleHtml(received(html, 'text/html'), 'demo', asked));
}

function wheel(version: string, more: Readonly<Record<string, unknown>> = {}) {
	const filename = `demo-${version}-py3-none-any.whl`;
	return { filename, url: `https://files.test/${filename}`, hashes: {}, ...more };
}

function versions(releases: ProjectReleases): readonly string[] {
	return releases.releases.map((release) => release.version);
}

describe('parseSimpleJson', () => {
	it('groups files by version, newest first by PEP 440, normalised', () => {
		const page = {
			meta: { 'api-version': '1.4' },
			name: 'Demo',
			files: ['1.9', '1.10.0rc1', '1.10', '01.9.0.post1'].map((one) => wheel(one)),
		};
		assert.deepEqual(versions(readJson(page)), ['1.10', '1.10.0rc1', '1.9.0.post1', '1.9']);
	});

	it('keeps what PEP 592, 700 and 714 say of a file', () => {
		const file = wheel('1.0', {
			'requires-python': '>=3.9',
			yanked: 'broken',
			'upload-time': '2024-05-01T12:00:00.000000Z',
			'core-metadata': { sha256: 'ab' },
		});
		const [release] = readJson({ name: 'demo', files: [file] }).releases;
		assert.deepEqual(release, {
			version: '1.0',
			files: [file.filename],
			metadataFileUrl: file.url,
			yanked: true,
			yankedReason: 'broken',
			requiresPython: '>=3.9',
			uploadedAt: Date.UTC(2024, 4, 1, 12),
		});
	});

	const yanks: readonly (readonly [title: string, yanks: readonly unknown[], yanked: boolean, reason: string | null])[] = [
		['true is a yank without a reason', [true], true, null],
		['an empty string is none', [''], false, null],
		['false is none', [false], false, null],
		['the first reason that says something counts', [true, 'bad build'], true, 'bad build'],
		['one good file keeps a release', ['bad build', false], false, null],
		['null is no yank', [null], false, null],
	];
	for (const [title, values, yanked, reason] of yanks) {
		it(`yanked: ${title}`, () => {
			const files = values.map((value, build) => ({ ...wheel(`1.0-${build + 1}`), yanked: value }));
			const [release] = readJson({ name: 'demo', files }).releases;
			assert.deepEqual([release?.yanked, release?.yankedReason], [yanked, reason]);
		});
	}

	for (const status of ['active', 'archived', 'deprecated', 'quarantined'] as const) {
		it(`reads the project status ${status} (PEP 792)`, () => {
			const releases = readJson({ name: 'demo', files: [], 'project-status': { status, reason: 'see the notes' } });
			assert.deepEqual([releases.status, releases.statusReason], [status, 'see the notes']);
		});
	}

	it('takes a status that nobody knows yet for active', () => {
		assert.equal(readJson({ name: 'demo', files: [], 'project-status': { status: 'retired' } }).status, 'active');
	});

	it('resolves relative URLs against the answer', () => {
		const [release] = readJson({
			name: 'demo',
			files: [{ ...wheel('1.0', { 'core-metadata': true }), url: '../../files/demo.whl' }],
		}).releases;
		assert.equal(release?.metadataFileUrl, 'https://index.test/files/demo.whl');
	});

	it('counts and leaves out files that are null, of wrong types or of garbage versions', () => {
		const files = [
			wheel('1.0'),
			null,
			7,
			{ filename: 5, url: 'x' },
			wheel('2.0', { yanked: 3 }),
			wheel('not.a.version'),
			wheel('1.0-beta-x'),
		];
		const releases = readJson({ name: 'demo', files });
		assert.deepEqual([versions(releases), releases.ignoredFiles], [['1.0'], 6]);
	});

	const bad: readonly (readonly [title: string, answer: unknown, message: RegExp])[] = [
		['files: null', { name: 'demo', files: null }, /field files/],
		['a name that is a number', { name: 4, files: [] }, /field name/],
		['no object', '[]', /the answer itself/],
		['another project', { name: 'other', files: [] }, /another project, "other"/],
		['a newer major version of the API', { meta: { 'api-version': '2.0' }, name: 'demo', files: [] }, /version 2\.0 of the Simple API/],
		['files that are all wrong', { name: 'demo', files: [{ filename: 'demo-1.0.tar.gz' }] }, /field files\.0\.url/],
		['an empty answer', '', /empty answer/],
		['an answer that is cut off', '{"name": "demo", "fil', /not valid JSON/],
		['a captive portal', '<!DOCTYPE html><html>Please sign in</html>', /captive portal/],
	];
	for (const [title, answer, message] of bad) {
		it(`refuses ${title}, naming it`, () => {
			assert.throws(() => readJson(answer), { name: 'BadResponseError', message });
		});
	}

	it('refuses text in another encoding than UTF-8', () => {
		const latin1 = new Uint8Array([...new TextEncoder().encode('{"name":"demo","files":[],"x":"'), 0xe9, 0x22, 0x7d]);
		assert.throws(() => parseSimpleJson(received(latin1), 'demo', asked), /not UTF-8/);
	});

	it('says how to go on', () => {
		assert.throws(
			() => readJson(''),
			(error) => error instanceof BadResponseError && error.suggestions.length > 0 && error.recoveryActions.includes('retryFailed'),
		);
	});
});

describe('parseSimpleHtml', () => {
	it('reads links with their data attributes (PEP 503, 592, 658)', () => {
		const releases = readHtml(`<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.1">
			<meta name="pypi:project-status" content="archived"><meta name="pypi:project-status-reason" content="Use &lt;other&gt;"></head>
			<body><h1>Links for demo</h1>
			<a href="../../files/demo-1.0.tar.gz#sha256=ab" data-requires-python="&gt;=3.8" data-yanked="brown &amp; broken" data-core-metadata="sha256=cd">demo-1.0.tar.gz</a><br/>
			<a href="https://files.test/demo-1.1-py3-none-any.whl">demo-1.1-py3-none-any.whl</a></body></html>`);
		assert.deepEqual(versions(releases), ['1.1', '1.0']);
		assert.deepEqual([releases.status, releases.statusReason], ['archived', 'Use <other>']);
		assert.deepEqual(releases.releases[1], {
			version: '1.0',
			files: ['demo-1.0.tar.gz'],
			metadataFileUrl: 'https://index.test/files/demo-1.0.tar.gz',
			requiresPython: '>=3.8',
			yanked: true,
			yankedReason: 'brown & broken',
			uploadedAt: null,
		});
	});

	it('takes a yank without a reason for one, as PEP 592 has it for HTML', () => {
		for (const attribute of ['data-yanked', 'data-yanked=""']) {
			const [release] = readHtml(`<a href="demo-1.0.zip" ${attribute}>demo-1.0.zip</a>`).releases;
			assert.deepEqual([release?.yanked, release?.yankedReason], [true, null], attribute);
		}
	});

	const pages: readonly (readonly [title: string, html: string, versions: readonly string[]])[] = [
		['a base address', '<base href="https://cdn.test/x/"><a href="demo-1.0.zip">demo-1.0.zip</a>', ['1.0']],
		['names cut by a web server', '<td><a href="demo-1.0-py3-none-any.whl">demo-1.0-p..&gt;</a></td>', ['1.0']],
		['names that only the text tells', '<a href="/download?id=7">demo-1.0.tar.gz</a>', ['1.0']],
		['encoded names', '<a href="demo-1.0%2Bcpu-py3-none-any.whl">x</a>', ['1.0+cpu']],
		['a percent sign that encodes nothing', '<a href="50%/demo-1.0.zip">x</a><a href="demo-2%.zip">x</a>', ['1.0']],
		['links to folders and other pages', '<a href="../">Parent</a><a href="?C=N">Name</a><a href="demo-1.0.zip">x</a>', ['1.0']],
		[
			'tags that are never closed',
			'<html><body><a href="demo-1.0.zip">demo-1.0.zip<br><a href="demo-2.0.zip">demo-2.0.zip',
			['2.0', '1.0'],
		],
		['a page without files', '<html><body><h1>Links for demo</h1></body></html>', []],
	];
	for (const [title, html, expected] of pages) {
		it(`copes with ${title}`, () => {
			assert.deepEqual(versions(readHtml(html)), expected);
		});
	}

	const empty: readonly (readonly [title: string, html: string])[] = [
		['a heading', '<html><head><title>Links for demo</title></head><body><h1>Links for demo</h1></body></html>'],
		['the version of the API', '<meta name="pypi:repository-version" content="1.0">Nothing here yet'],
		['nothing at all', '<!DOCTYPE html><html><head><style>a { color: red }</style></head><body></body></html>'],
		['the listing of a web server', '<html><head><title>Index of /simple/demo/</title></head><a href="../">../</a></html>'],
	];
	for (const [title, html] of empty) {
		it(`takes a page without files for a project without files, by ${title}`, () => {
			assert.deepEqual(versions(readHtml(html)), []);
		});
	}

	const strangers: readonly (readonly [title: string, text: string, message: RegExp])[] = [
		['a sign-in page with a form', '<html>Sign in<form action="/login"><input name="user"></form></html>', /captive portal or proxy/],
		['a sign-in page without one', '<html><body>Welcome to Hotel WiFi</body></html>', /captive portal or proxy/],
		['a text', 'The index is down for maintenance.', /neither JSON nor HTML/],
		['an XML document', '<?xml version="1.0"?><error>NoSuchKey</error>', /captive portal or proxy/],
		['the page of another project', '<h1>Links for other</h1><a href="other-1.0.zip">other-1.0.zip</a>', /another project, "other"/],
	];
	for (const [title, text, message] of strangers) {
		it(`refuses ${title}`, () => {
			assert.throws(() => readHtml(text), { name: 'BadResponseError', message });
		});
	}

	it('refuses an empty answer and a newer major version', () => {
		assert.throws(() => readHtml(' \n'), /empty answer/);
		assert.throws(() => readHtml('<meta name="pypi:repository-version" content="2.0">'), /version 2\.0/);
	});
});
