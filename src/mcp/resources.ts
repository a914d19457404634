import { type McpServer, ProtocolError, ProtocolErrorCode, type ReadResourceResult, ResourceTemplate } from '@modelcontextprotocol/server';
import { toAutoDocsError } from '../core/errors.ts';
import type { CallersApp, Loaded } from './app.ts';
import { failureOf } from './failure.ts';
import { projectUri } from './project-news.ts';

/** What a client may read without calling a tool, and show a person to choose from. */
export function registerResources(server: McpServer, app: CallersApp): void {
	server.registerResource(
		'project-dependencies',
		projectUri,
		{ title: "The project's dependencies", description: 'As scan_dependencies answers', mimeType: 'application/json' },
		(uri, { mcpReq: { signal } }) =>
			read(app, uri, 'application/json', async (loaded) =>
				JSON.stringify((await loaded.answers.scan(loaded, undefined, { signal, onProgress: () => undefined })).answer),
			),
	);
	server.registerResource(
		'health',
		'autodocs://health',
		{ title: 'Health of AutoDocs', description: 'As health_check answers', mimeType: 'application/json' },
		(uri, { mcpReq: { signal } }) =>
			read(app, uri, 'application/json', async ({ engine, answers }) => JSON.stringify(await answers.engineHealth(engine, signal))),
	);
	const template = new ResourceTemplate('autodocs://package/{name}/{version}/docs', {
		list: undefined,
		complete: {
			name: async (typed) => {
				const loaded = await app.loaded();
				return await loaded.answers.completePackage(loaded, typed);
			},
			version: async (typed, context) => {
				const loaded = await app.loaded();
				return await loaded.answers.completeVersion(loaded, context?.arguments?.['name'], typed);
			},
		},
	});
	server.registerResource(
		'package-docs',
		template,
		{ title: 'Docs of a package', description: 'Of one version, from the beginning', mimeType: 'text/markdown' },
		(uri, { name, version }, { mcpReq: { signal } }) =>
			read(app, uri, 'text/markdown', (loaded) => loaded.answers.pageOfDocs(loaded, String(name), String(version), signal)),
	);
}

/** What fails is an error of the protocol here, with the failure of the contract as its data. */
async function read(app: CallersApp, uri: URL, mimeType: string, make: (loaded: Loaded) => Promise<string>): Promise<ReadResourceResult> {
	try {
		return { contents: [{ uri: uri.href, mimeType, text: await app.inTurn(async () => make(await app.loaded())) }] };
	} catch (thrown) {
		const failure = failureOf(toAutoDocsError(thrown), app.named);
		throw new ProtocolError(ProtocolErrorCode.InternalError, failure.error, failure);
	}
}
