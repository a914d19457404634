import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PackageNotFoundError, VersionNotFoundError } from '../../../src/core/errors.ts';
import type { PackageIndex } from '../../../src/core/index/package-index.ts';
import { createPackageIndex } from '../../../src/core/index/package-index-client.ts';
import { type Client, createClient } from '../../../src/core/network/client.ts';
import { realPlatform } from '../../../src/core/platform.ts';
import { clientSettings } from '../../support/client-requests.ts';
import { IndexServer, type IndexServerOptions, type ServedPackage } from '../../support/index-server.ts';
import { webServer } from '../../support/servers.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const flask: ServedPackage = {
	name: 'flask',
	summary: 'A web framework.',
	description: '# Flask',
	licence: 'BSD-3-Clause',
	versions: {
		'2.0': {},
		'3.0': { requiresPython: '>=3.8', yanked: 'broken' },
		'3.1': { vulnerabilities: [{ id: 'PYSEC-1', fixed_in: ['3.2'], details: 'Bad.' }] },
	},
};

describe('createPackageIndex', () => {
	let folder = '';
	let server: IndexServer;
	let client: Client;
	let index: PackageIndex;

	async function open(options: Partial<IndexServerOptions> = {}): Promise<void> {
		server = await IndexServer.start({ packages: [flask], ...options });
		client = createClient(clientSettings(new URL(server.url).origin), join(folder, 'cache'), {
			...realPlatform(() => undefined),
			random: () => 0,
		});
		index = createPackageIndex(server.url, client);
	}

	const paths = () => server.requests.map(({ path }) => path);

	beforeEach(async () => {
		folder = await temporaryFolder();
	});

	afterEach(async () => {
		await client.close();
		await server[Symbol.asyncDispose]();
		await removeFolder(folder);
	});

	it('asks the Simple API for releases, by any spelling of the name', async () => {
		await open();
		const { value, from } = await index.releases('Flask');
		assert.equal(from, 'network');
		assert.deepEqual(
			value.releases.map(({ version, yankedReason }) => [version, yankedReason]),
			[
				['3.1', null],
				['3.0', 'broken'],
				['2.0', null],
			],
		);
		assert.match(server.requests[0]?.accept ?? '', /^application\/vnd\.pypi\.simple\.v1\+json, .*text\/html;q=0\.01$/);
	});

	it('reads metadata from the JSON API, without asking for releases', async () => {
		await open();
		const { value } = await index.metadata('flask', 'v3.1');
		assert.deepEqual(
			[value.summary, value.licence, value.vulnerabilities?.map(({ fixedIn }) => fixedIn)],
			['A web framework.', 'BSD-3-Clause', [['3.2']]],
		);
		assert.deepEqual(paths(), ['/pypi/flask/3.1/json']);
	});

	it('asks for vulnerabilities as they are now, though the metadata are cached for good', async () => {
		await open();
		await index.metadata('flask', '3.1');
		const answer = await index.vulnerabilities('Flask', 'v3.1');
		assert.deepEqual(
			answer?.value.map(({ id, fixedIn }) => [id, fixedIn]),
			[['PYSEC-1', ['3.2']]],
		);
		await index.vulnerabilities('flask', '3.1');
		await index.vulnerabilities('flask', '3.1', { refresh: true });
		assert.deepEqual(
			server.requests.map(({ path, status }) => [path, status]),
			[
				['/pypi/flask/3.1/json', 200],
				['/pypi/flask/3.1/json', 200],
				['/pypi/flask/3.1/json', 304],
			],
		);
	});

	it('learns once that an index without a JSON API tells of no vulnerabilities', async () => {
		await open({ flavour: 'html' });
		await index.releases('flask');
		const answers = [await index.vulnerabilities('flask', '3.1'), await index.vulnerabilities('flask', '2.0')];
		assert.deepEqual(answers, [undefined, undefined]);
		assert.deepEqual(paths(), ['/simple/flask/', '/pypi/flask/3.1/json']);
	});

	it('fails to tell of vulnerabilities while the index cannot be asked, or tells the older answer', async () => {
		await open();
		await index.vulnerabilities('flask', '3.1');
		server.fail('*', { kind: 'status', status: 404 });
		assert.equal(await index.vulnerabilities('flask', '9'), undefined);
		server.fail('*', { kind: 'status', status: 403 });
		await assert.rejects(index.vulnerabilities('flask', '2.0'), { code: 'auth_required' });
		const stale = await index.vulnerabilities('flask', '3.1', { refresh: true });
		assert.deepEqual([stale?.value[0]?.id, stale?.staleBecause?.code], ['PYSEC-1', 'auth_required']);
	});

	it('finds an equal version of another form', async () => {
		await open();
		assert.equal((await index.metadata('flask', '3.1.0')).value.version, '3.1');
		assert.equal((await index.metadata('flask', '3.1')).value.licence, 'BSD-3-Clause');
	});

	it('shows what is in memory without asking', async () => {
		await open();
		assert.deepEqual([index.peekReleases('flask'), index.peekMetadata('flask', '3.1')], [undefined, undefined]);
		await Promise.all([index.releases('flask'), index.metadata('flask', '3.1')]);
		const asked = server.requests.length;
		assert.equal(index.peekReleases('FLASK')?.value.releases.length, 3);
		assert.equal(index.peekMetadata('flask', 'v3.1')?.value.summary, 'A web framework.');
		assert.deepEqual([index.peekMetadata('flask', 'garbage'), index.peekReleases('-')], [undefined, undefined]);
		assert.equal(server.requests.length, asked);
	});

	it('says what may have been meant by a name that the index does not have', async () => {
		await open();
		await assert.rejects(index.releases('flaskk'), (error) => {
			assert.ok(error instanceof PackageNotFoundError);
			assert.match(error.message, /^127\.0\.0\.1:\d+ has no package named flaskk$/);
			assert.deepEqual(error.details['didYouMean'], ['flask']);
			assert.equal(error.details['tried'], `${server.url}/flaskk/`);
			assert.equal(error.suggestions[0], 'Did you mean flask?');
			return true;
		});
	});

	it('says that a module of Python needs no requirement', async () => {
		await open();
		await assert.rejects(
			index.releases('asyncio'),
			(error) => error instanceof PackageNotFoundError && /part of Python/.test(error.suggestions[0] ?? ''),
		);
	});

	it('names the newest version where a version does not exist', async () => {
		await open();
		await assert.rejects(
			index.metadata('flask', '9'),
			(error) => error instanceof VersionNotFoundError && error.details['newest'] === '3.1',
		);
	});

	it('refuses what is no name or version before any request', async () => {
		await open();
		for (const name of ['', '../x', 'a/b', 'ä', 'x'.repeat(1000)]) await assert.rejects(index.releases(name), { code: 'invalid_input' });
		await assert.rejects(index.metadata('flask', 'not a version'), { name: 'ValidationError' });
		assert.deepEqual(paths(), []);
	});

	it('reads .metadata files where there is no JSON API, and remembers that', async () => {
		await open({ packages: [{ ...flask, metadataFiles: true }], flavour: 'html' });
		const { value } = await index.metadata('flask', '3.0');
		assert.deepEqual([value.summary, value.description, value.yanked], ['A web framework.', '# Flask', { reason: 'broken' }]);
		assert.deepEqual(paths(), ['/pypi/flask/3.0/json', '/simple/flask/', '/files/flask-3.0-py3-none-any.whl.metadata']);
		await index.metadata('flask', '2.0');
		assert.deepEqual(paths().slice(3), ['/files/flask-2.0-py3-none-any.whl.metadata']);
		assert.deepEqual(index.peekMetadata('flask', '3.0')?.value.yanked, { reason: 'broken' });
	});

	it('tells what the Simple API knows where there is nothing else, and that this is all', async () => {
		await open({ flavour: 'html' });
		const { value } = await index.metadata('flask', '3.0');
		assert.deepEqual([value.summary, value.requiresPython, value.yanked, value.onlyListed], [null, '>=3.8', { reason: 'broken' }, true]);
	});

	it('does not take an outage for an index without a JSON API', async () => {
		await open();
		server.fail('flask', { kind: 'status', status: 401 });
		await assert.rejects(index.metadata('flask', '3.1'), { code: 'auth_required' });
		server.fail('flask', undefined);
		assert.equal((await index.metadata('flask', '3.1')).value.summary, 'A web framework.');
	});

	it('gives the credentials of its URL to the index, and shows them nowhere', async () => {
		await open();
		const seen: (string | undefined)[] = [];
		const strict = await webServer((request, response) => {
			seen.push(request.headers.authorization);
			response.writeHead(404).end();
		});
		const allowed = createClient(
			clientSettings(strict.origin),
			join(folder, 'other'),
			realPlatform(() => undefined),
		);
		try {
			const secret = createPackageIndex(`${strict.origin.replace('//', '//me:p%40ss%25@')}/simple`, allowed);
			const error = await secret.releases('flask').then(
				() => assert.fail('it answers 404'),
				(thrown: unknown) => thrown,
			);
			assert.deepEqual(seen, [`Basic ${Buffer.from('me:p@ss%').toString('base64')}`]);
			assert.ok(error instanceof PackageNotFoundError);
			assert.doesNotMatch(JSON.stringify([error, error.message, error.details, error.suggestions, secret.url]), /p%40ss|p@ss|me:/);
		} finally {
			await allowed.close();
			await strict.close();
		}
	});

	it('doubts its URL where nothing was found and it does not look like a Simple API', async () => {
		await open();
		const suggestionsAt = async (url: string) => {
			const error = await createPackageIndex(url, client)
				.releases('gone')
				.catch((thrown: unknown) => thrown);
			return error instanceof PackageNotFoundError ? error.suggestions.join('\n') : String(error);
		};
		assert.match(await suggestionsAt(server.url.replace('/simple', '')), /^Check the index URL http:\S+: .* ends in \/simple/);
		assert.doesNotMatch(await suggestionsAt(server.url), /ends in/);
	});

	it('reads a captive portal as such', async () => {
		await open();
		server.fail('*', { kind: 'body', contentType: 'text/html', body: '<html><form action="/login"><input></form></html>' });
		await assert.rejects(index.releases('flask'), { code: 'bad_response', message: /captive portal/ });
	});

	for (const [written, shown, page] of [
		['https://pypi.org/simple', 'https://pypi.org/simple', 'https://pypi.org/project/ruamel-yaml/'],
		['https://user:secret@index.test/root/simple//?x=1#y', 'https://index.test/root/simple', 'https://index.test/root/simple/ruamel-yaml/'],
		['http://127.0.0.1:3141', 'http://127.0.0.1:3141', 'http://127.0.0.1:3141/ruamel-yaml/'],
	] as const) {
		it(`reads the index URL ${written}`, async () => {
			await open();
			const other = createPackageIndex(written, client);
			assert.deepEqual([other.url, other.projectPage('Ruamel.yaml')], [shown, page]);
		});
	}

	for (const written of ['', 'pypi.org/simple', 'ftp://x.test/simple', 'https://']) {
		it(`refuses the index URL ${JSON.stringify(written)}`, async () => {
			await open();
			assert.throws(() => createPackageIndex(written, client), { name: 'ValidationError', message: /is not an http\(s\) URL/ });
		});
	}
});
