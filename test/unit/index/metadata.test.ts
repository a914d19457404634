import assert from 'node:assert/strict';
import { parseCoreMetadata } from '../../../src/core/index/core-metadata.ts';
import type { ReleaseMetadata } from '../../../src/core/index/package-index.ts';
import { parseProjectJson } from '../../../src/core/index/project-json.ts';
import { received } from '../../support/received.ts';

const asked = { host: 'index.test', label: 'the metadata of demo 1.0' };

function readJson(info: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}): ReleaseMetadata {
	const answer = { info: { name: 'Demo', version: '1.0', ...info }, ...rest };
	return parseProjectJson(received(JSON.stringify(answer)), 'demo', '1.0', asked);
}

function readCore(text: string): ReleaseMetadata {
	return parseCoreMetadata(received(text, 'application/octet-stream'), 'demo', '1.0', asked);
}

describe('parseProjectJson', () => {
	it('reads all that is known of a release', () => {
		const metadata = readJson(
			{
				summary: 'A demo',
				description: '# Demo',
				description_content_type: 'text/markdown',
				requires_python: '>=3.9',
				requires_dist: ['six; extra == "old"'],
				provides_extra: ['old'],
				license_expression: 'MIT',
				project_urls: { Docs: 'https://docs.test/', Homepage: 'https://demo.test/' },
				yanked: true,
				yanked_reason: 'broken',
			},
			{
				vulnerabilities: [
					{
						id: 'PYSEC-1',
						aliases: ['CVE-1'],
						summary: null,
						details: 'Bad.',
						fixed_in: ['1.1'],
						withdrawn: null,
						link: 'https://osv.test/1',
					},
					{ id: 'PYSEC-2', details: 'Not bad after all.', withdrawn: '2026-01-01T00:00:00Z' },
				],
			},
		);
		assert.deepEqual(metadata, {
			name: 'demo',
			version: '1.0',
			summary: 'A demo',
			description: '# Demo',
			descriptionContentType: 'text/markdown',
			requiresPython: '>=3.9',
			requiresDist: ['six; extra == "old"'],
			providesExtra: ['old'],
			licence: 'MIT',
			urls: [
				{ label: 'Homepage', url: 'https://demo.test/' },
				{ label: 'Docs', url: 'https://docs.test/' },
			],
			vulnerabilities: [
				{ id: 'PYSEC-1', aliases: ['CVE-1'], summary: 'Bad.', severity: null, fixedIn: ['1.1'], link: 'https://osv.test/1' },
			],
			yanked: { reason: 'broken' },
		});
	});

	it('takes null for every field that may be missing', () => {
		const metadata = readJson({
			summary: null,
			description: null,
			requires_dist: null,
			project_urls: null,
			license: null,
			classifiers: null,
		});
		assert.deepEqual(
			[metadata.summary, metadata.description, metadata.requiresDist, metadata.urls, metadata.licence],
			[null, '', [], [], null],
		);
	});

	const licences: readonly (readonly [title: string, info: Readonly<Record<string, unknown>>, licence: string | null])[] = [
		['the expression first', { license_expression: 'Apache-2.0', license: 'Apache License' }, 'Apache-2.0'],
		['a licence name', { license: ' BSD ' }, 'BSD'],
		['the first line of a full text', { license: 'MIT License\n\nPermission is hereby granted…' }, 'MIT License'],
		[
			'classifiers when the field is a text in one line',
			{ license: 'x'.repeat(500), classifiers: ['License :: OSI Approved :: MIT License'] },
			'MIT License',
		],
		[
			'several classifiers',
			{ classifiers: ['License :: OSI Approved :: MIT License', 'License :: Public Domain'] },
			'MIT License, Public Domain',
		],
		['nothing for UNKNOWN', { license: 'UNKNOWN', classifiers: ['License :: OSI Approved'] }, null],
	];
	for (const [title, info, licence] of licences) {
		it(`licence: ${title}`, () => assert.equal(readJson(info).licence, licence));
	}

	it('keeps http(s) links only, each once, the home page first', () => {
		const project_urls = {
			a: 'javascript:alert(1)',
			b: 'https://b.test',
			c: 'HTTPS://b.test/',
			d: 'file:///etc/passwd',
			e: 'not a url',
			'Home-Page': 'http://h.test',
			f: null,
		};
		assert.deepEqual(readJson({ home_page: 'UNKNOWN', project_urls }).urls, [
			{ label: 'Home-Page', url: 'http://h.test/' },
			{ label: 'b', url: 'https://b.test/' },
		]);
	});

	it('leaves out a vulnerability that is described wrongly', () => {
		assert.deepEqual(
			readJson({}, { vulnerabilities: [null, { id: 5 }, { id: 'PYSEC-2' }] }).vulnerabilities?.map(({ id }) => id),
			['PYSEC-2'],
		);
	});

	const bad: readonly (readonly [title: string, info: Readonly<Record<string, unknown>>, message: RegExp])[] = [
		['a summary that is a list', { summary: [] }, /field info\.summary/],
		['a requirement that is a number', { requires_dist: ['a', 5] }, /field info\.requires_dist\.1/],
		['another project', { name: 'other' }, /another project, "other"/],
		['another version', { version: '2.0' }, /another version, "2\.0"/],
	];
	for (const [title, info, message] of bad) {
		it(`refuses ${title}, naming it`, () => assert.throws(() => readJson(info), { name: 'BadResponseError', message }));
	}

	it('knows a version by any spelling', () => {
		assert.equal(readJson({ version: 'v1.0' }).version, '1.0');
	});
});

describe('parseCoreMetadata', () => {
	it('reads headers, folded and repeated ones, and the description in the body', () => {
		const metadata = readCore(
			[
				'Metadata-Version: 2.4',
				'Name: Demo',
				'Version: 1.0',
				'Summary: A demo',
				'License-Expression: MIT OR Apache-2.0',
				'Requires-Python: >=3.9',
				'Requires-Dist: six',
				'Requires-Dist: attrs ; python_version < "3.12"',
				'Provides-Extra: old',
				'Project-URL: Docs, https://docs.test/a,b',
				'Home-page: https://demo.test',
				'Description-Content-Type: text/markdown',
				'',
				'# Demo',
				'',
				'Text: not a header',
			].join('\r\n'),
		);
		assert.deepEqual(
			[metadata.licence, metadata.requiresDist, metadata.providesExtra, metadata.descriptionContentType],
			['MIT OR Apache-2.0', ['six', 'attrs ; python_version < "3.12"'], ['old'], 'text/markdown'],
		);
		assert.deepEqual(metadata.urls, [
			{ label: 'Homepage', url: 'https://demo.test/' },
			{ label: 'Docs', url: 'https://docs.test/a,b' },
		]);
		assert.equal(metadata.description, '# Demo\r\n\r\nText: not a header');
	});

	for (const [title, indent] of [
		['eight spaces', '        '],
		['seven spaces and a bar', '       |'],
	] as const) {
		it(`unfolds a description header with ${title}`, () => {
			const text = `Metadata-Version: 1.0\nName: demo\nVersion: 1.0\nDescription: Demo\n${indent}====\n${indent}\n${indent}    code\nPlatform: any\n`;
			assert.equal(readCore(text).description, 'Demo\n====\n\n    code');
		});
	}

	it('takes UNKNOWN for nothing', () => {
		const metadata = readCore('Metadata-Version: 1.0\nName: demo\nVersion: 1.0\nSummary: UNKNOWN\nLicense: UNKNOWN\n\nUNKNOWN\n\n');
		assert.deepEqual([metadata.summary, metadata.licence, metadata.description], [null, null, '']);
	});

	it('refuses a web page, other text and the metadata of another release', () => {
		assert.throws(() => readCore('<html>Sign in</html>'), /captive portal/);
		assert.throws(() => readCore('hello'), /no core metadata/);
		assert.throws(() => readCore('Metadata-Version: 2.1\nName: other\nVersion: 1.0\n'), /another project/);
		assert.throws(() => readCore('Metadata-Version: 2.1\nName: demo\nVersion: 1.1\n'), /another version/);
	});
});
