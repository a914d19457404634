import assert from 'node:assert/strict';
import { one } from '../asks.ts';
import type { Lab } from '../lab.ts';
import type { Place, Scenario } from '../scenario.ts';
import { body, html, json, simpleJson } from '../speech.ts';
import { server } from '../worlds.ts';

const file = (filename: unknown, more: object = {}) => ({ filename, url: `/files/${filename}`, hashes: {}, ...more });
const good = file('numpy-2.0.tar.gz');
const wrongShape = (field: string, how: string) =>
	({ code: 'bad_response', says: new RegExp(`wrong shape: the field ${field} ${how}$`), advises: /Simple API/ }) as const;
const noJson = { code: 'bad_response', says: /not valid JSON/, advises: /Retry/ } as const;
const answered = { version: '2.0' } as const;

/** A project page that is wrong in one way. */
const page = (change: object) => body(JSON.stringify({ meta: { 'api-version': '1.3' }, name: 'numpy', files: [good], ...change }));
/** A few bytes once they are compressed. */
const nested = '['.repeat(100_000) + ']'.repeat(100_000);

const refused = (title: string, content: Parameters<typeof server>[0], gets: Scenario['gets']): Scenario => ({
	title: `${title}: says so, tried twice`,
	world: server(content),
	gets,
	exchanges: 2,
});
const taken = (title: string, content: Parameters<typeof server>[0], and?: (lab: Lab) => void): Scenario => ({
	title,
	world: server(content),
	gets: answered,
	exchanges: 1,
	...(and === undefined ? {} : { and }),
});

const ignores = (count: number) => (lab: Lab) => assert.equal(lab.index.peekReleases('numpy')?.value.ignoredFiles, count);

export const indexAnswers: Place = {
	name: 'in what it says of a project, an index that',
	scenarios: [
		refused('sends half of its JSON', body('{"name":"numpy","files":['), noJson),
		refused('sends a text', body('hello'), noJson),
		refused('sends NaN, as Python may', body('{"name":"numpy","files":[],"size":NaN}'), noJson),
		refused('sends null', body('null'), { code: 'bad_response', says: /the answer itself should be an object/ }),
		refused('sends a list', body('[]'), { code: 'bad_response', says: /the answer itself should be an object/ }),
		refused('sends a number', body('42'), { code: 'bad_response', says: /the answer itself should be an object/ }),
		refused('sends an error of its own with 200', body('{"error":"internal"}'), wrongShape('name', 'is missing')),
		refused('sends a page without files', page({ files: undefined }), wrongShape('files', 'is missing')),
		refused('sends null for the files', page({ files: null }), wrongShape('files', 'should be an array')),
		refused('sends an object for the files', page({ files: {} }), wrongShape('files', 'should be an array')),
		refused('sends nothing but files that are null', page({ files: [null, null] }), wrongShape('files\\.0', 'should be an object')),
		refused('sends nothing but files without a name', page({ files: [{ url: 'x' }] }), wrongShape('files\\.0\\.filename', 'is missing')),
		refused(
			'sends nothing but files without a URL',
			page({ files: [{ filename: 'numpy-2.0.tar.gz' }] }),
			wrongShape('files\\.0\\.url', 'is missing'),
		),
		refused('sends nothing but files whose URL is none', page({ files: [file('x', { url: 'http://[' })] }), {
			code: 'bad_response',
			says: /files without usable URLs/,
		}),
		refused('sends a number for the name', page({ name: 42 }), wrongShape('name', 'should be a string')),
		refused('sends the page of another project', page({ name: 'scipy' }), {
			code: 'bad_response',
			says: /the page of another project, "scipy"/,
		}),
		refused('speaks version 2 of the API', page({ meta: { 'api-version': '2.0' } }), {
			code: 'bad_response',
			says: /version 2\.0 of the Simple API, which AutoDocs does not know/,
		}),
		refused(
			'sends a number for the version of the API',
			page({ meta: { 'api-version': 1 } }),
			wrongShape('meta\\.api-version', 'should be a string'),
		),
		refused('says HTML and sends a form', body('<form><input>', html), { code: 'bad_response', says: /web page/, advises: /sign in/ }),
		refused(
			'says that it does not speak version 2, as HTML',
			body('<meta name="pypi:repository-version" content="2.0"><a href="numpy-2.0.tar.gz">numpy-2.0.tar.gz</a>', html),
			{ code: 'bad_response', says: /version 2\.0/ },
		),
		refused('says JSON and sends its page as HTML', body('<a href="numpy-2.0.tar.gz">numpy-2.0.tar.gz</a>', json), {
			code: 'bad_response',
			says: /web page/,
		}),
		refused('nests ten thousand lists', body('['.repeat(10_000)), noJson),
		taken(
			'nests ten thousand lists where nobody looks: the answer',
			body(`{"name":"numpy","extra":${'['.repeat(10_000)}${']'.repeat(10_000)},"files":[{"filename":"numpy-2.0.tar.gz","url":"x"}]}`),
		),
		taken('spells the name in another way: the answer', page({ name: 'NumPy' })),
		taken('leaves meta out, as old ones do: the answer', page({ meta: undefined })),
		taken('speaks a newer minor version of the API: the answer', page({ meta: { 'api-version': '1.99' }, news: [] })),
		taken('has one file that is null among good ones: the others', page({ files: [null, good] }), ignores(1)),
		taken(
			'has files of versions that are none: the others',
			page({ files: [file('numpy-latest.tar.gz'), file('numpy-2004d.tar.gz'), good] }),
			ignores(2),
		),
		taken(
			'has a file with fields of wrong types: the others',
			page({ files: [file('numpy-3.0.tar.gz', { yanked: 7, 'requires-python': [] }), good] }),
		),
		taken('has a file with a version of 100,000 digits: the others', page({ files: [file(`numpy-${'9'.repeat(100_000)}.tar.gz`), good] })),
		taken('has an upload time that is none: the answer', page({ files: [{ ...good, 'upload-time': 'yesterday' }] })),
		taken('has a project status that nobody knows: the answer', page({ 'project-status': { status: 'zombie' } })),
		taken(
			'tries to reach into prototypes: the answer',
			body(
				'{"name":"numpy","__proto__":{"files":[]},"constructor":{},"files":[{"filename":"numpy-2.0.tar.gz","url":"x","__proto__":{"yanked":true}}]}',
			),
		),
		taken(
			'nests a field that nobody reads 100,000 deep: the answer',
			body(`{"name":"numpy","deep":${nested},"files":[{"filename":"numpy-2.0.tar.gz","url":"x","deep":${nested}}]}`),
		),
		refused('nests its files 100,000 deep', body(`{"name":"numpy","files":${nested}}`), wrongShape('files\\.0', 'should be an object')),
		taken(
			'gives a key twice: the last one counts',
			body('{"name":"scipy","name":"numpy","files":[],"files":[{"filename":"numpy-2.0.tar.gz","url":"x"}]}'),
		),
		taken(
			'holds lone surrogates: the answer',
			body('{"name":"numpy","files":[{"filename":"numpy-2.0.tar.gz","url":"x","yanked":"\\ud800"}]}', simpleJson),
		),
		taken(
			'has HTML only, and broken: the answer',
			body('<html><body><a href="numpy-2.0.tar.gz#sha256=ab">numpy-2.0.tar.gz<a href=">', html),
		),
		{
			title: 'has no file of the project: an answer without releases, which is no error',
			world: server(page({ files: [] })),
			gets: [],
			ask: async (lab) => {
				const [outcome] = await one(lab);
				assert.ok(outcome !== undefined && !(outcome instanceof Error) && 'releases' in outcome.value);
				assert.deepEqual(outcome.value.releases, []);
				return [];
			},
			exchanges: 1,
		},
		{
			title: 'sends 50,000 files: the answer',
			world: server(page({ files: [...Array.from({ length: 50_000 }, (_, at) => file(`numpy-0.${at}.tar.gz`)), good] })),
			gets: answered,
			exchanges: 1,
		},
	],
};
