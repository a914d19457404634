import { releaseJson, type ServedPackage, simplePage } from '../../support/index-answers.ts';
import { metadata } from '../asks.ts';
import type { Behaviour, Exchange } from '../lab-server.ts';
import type { Gets, Place, Scenario } from '../scenario.ts';
import { html, json, keepAlive, ok, resets, simpleJson, status } from '../speech.ts';
import { server } from '../worlds.ts';

const numpy: ServedPackage = { name: 'numpy', versions: { '2.0': {} }, description: 'The docs', metadataFiles: true };
const answered = { version: '2.0' } as const;

interface Parts {
	/** What the JSON API says. Default: that there is none. */
	readonly api?: Behaviour;
	readonly simple?: Behaviour;
	readonly file?: Behaviour;
}

const say =
	(text: string, type = json): Behaviour =>
	({ socket }) =>
		keepAlive(socket, [ok, type], text);
const core = 'Metadata-Version: 2.4\nName: numpy\nVersion: 2.0\n\nThe docs';

/** An index with three ways to a release's metadata, each of which may fail. */
const index = ({
	api = status('404 Not Found'),
	simple = say(JSON.stringify(simplePage(numpy)), simpleJson),
	file = say(core, 'content-type: text/plain'),
}: Parts) =>
	server((exchange: Exchange) =>
		(exchange.path.startsWith('/pypi/') ? api : exchange.path.startsWith('/files/') ? file : simple)(exchange),
	);

const api = (change: object) => say(JSON.stringify({ ...(releaseJson(numpy, '2.0') as object), ...change }));
const row = (title: string, parts: Parts, gets: Gets, exchanges: Scenario['exchanges'], version = '2.0'): Scenario => ({
	title,
	world: index(parts),
	ask: metadata(version),
	gets,
	exchanges,
});
const otherHost = say(
	JSON.stringify({
		name: 'numpy',
		files: [{ filename: 'numpy-2.0-py3-none-any.whl', url: 'https://files.test/numpy-2.0-py3-none-any.whl', 'core-metadata': true }],
	}),
	simpleJson,
);

export const docs: Place = {
	name: 'in what it says of a release, an index whose',
	scenarios: [
		row('JSON API has it: the docs, for one exchange', { api: api({}) }, answered, 1),
		row('JSON API does not exist: the docs from the file beside the release', {}, answered, 3),
		row(
			'JSON API fails: told, not taken for an index without one',
			{ api: status('500 Oops') },
			{ code: 'server_error', says: /the metadata of numpy 2\.0 .*HTTP 500/ },
			4,
		),
		row(
			'JSON API resets: told, not taken for an index without one',
			{ api: resets },
			{ code: 'unreachable', says: /the metadata of numpy 2\.0 .*lost/ },
			4,
		),
		row('JSON API wants credentials: the docs from the file beside the release', { api: status('403 Forbidden') }, answered, 3),
		row('JSON API is a web page: the docs from the file beside the release', { api: say('<html>', html) }, answered, 4),
		row(
			'JSON API tells of another version: the docs from the file beside the release',
			{ api: api({ info: { name: 'numpy', version: '1.9' } }) },
			answered,
			4,
		),
		row(
			'JSON API tells of another project: the docs from the file beside the release',
			{ api: api({ info: { name: 'scipy', version: '2.0' } }) },
			answered,
			4,
		),
		row(
			'JSON API has null for the description: the release without docs',
			{ api: api({ info: { name: 'numpy', version: '2.0', description: null } }) },
			answered,
			1,
		),
		row('JSON API has vulnerabilities of wrong types: the docs', { api: api({ vulnerabilities: [null, 7, { id: 8 }] }) }, answered, 1),
		row(
			'JSON API does not have the version, nor has anything else: says which is the newest',
			{},
			{ code: 'version_not_found', says: /no version 9\.9 of numpy/, advises: /Use 2\.0/ },
			2,
			'9.9',
		),
		row(
			'JSON API does not have the project, nor has anything else: not found',
			{ simple: status('404 Not Found') },
			{ code: 'package_not_found', says: /no package named numpy/ },
			2,
		),
		row(
			'JSON API does not exist, and whose Simple API fails: told',
			{ simple: status('500 Oops') },
			{ code: 'server_error', says: /HTTP 500/ },
			5,
		),
		row(
			'file beside the release is missing: says so',
			{ file: status('404 Not Found') },
			{ code: 'version_not_found', says: /no version 2\.0 of numpy/ },
			3,
		),
		row(
			'file beside the release is a web page: says so, tried twice',
			{ file: say('<html>', html) },
			{ code: 'bad_response', says: /web page/ },
			4,
		),
		row(
			'file beside the release is no metadata: says so, tried twice',
			{ file: say('hello\n\nyou') },
			{ code: 'bad_response', says: /no core metadata/ },
			4,
		),
		row(
			'file beside the release is of another one: says so, tried twice',
			{ file: say(core.replace('2.0', '1.0')) },
			{ code: 'bad_response', says: /the metadata of another version/ },
			4,
		),
		row(
			'file beside the release is cut off in its headers: says so, tried twice',
			{ file: say('Metadata-Version: 2.4\nName: numpy\nVer') },
			{ code: 'bad_response', says: /another version/ },
			4,
		),
		row('files are at a server that nobody configured: what the index itself says of the release', { simple: otherHost }, answered, 2),
		row(
			'files offer no metadata: what the index itself says of the release',
			{ simple: say(JSON.stringify(simplePage({ ...numpy, metadataFiles: false })), simpleJson) },
			answered,
			2,
		),
	],
};
