import { type McpServer, ProtocolError, ProtocolErrorCode, type ReadResourceResult, ResourceTemplate } from '@modelcontextprotocol/server';
import { docsPage } from '../core/docs/docs-page.ts';
import { toAutoDocsError } from '../core/errors.ts';
import { engineHealth } from '../core/health/engine-health.ts';
import { scanProject } from '../core/scan.ts';
import type { App } from './app.ts';
import { failureOf } from './failure.ts';
import { completePackage, completeVersion } from './known-names.ts';
import { chooseProject } from './projects.ts';
import { readPackage } from './read-package.ts';
import { scanAnswer } from './scan-answer.ts';
import { fenced } from './untrusted.ts';

/** Characters of one resource. */
const longest = 100_000;

/** What a client may read without calling a tool, and show a person to choose from. */
export function registerResources(server: McpServer, app: App): void {
	server.registerResource(
		'project-dependencies',
		'autodocs://project/dependencies',
		{ title: "The project's dependencies", description: 'As scan_dependencies answers', mimeType: 'application/json' },
		(uri, { mcpReq: { signal } }) => read(uri, 'application/json', () => dependencies(app, signal)),
	);
	server.registerResource(
		'health',
		'autodocs://health',
		{ title: 'Health of AutoDocs', description: 'As health_check answers', mimeType: 'application/json' },
		(uri, { mcpReq: { signal } }) => read(uri, 'application/json', async () => JSON.stringify(await engineHealth(app.engine, signal))),
	);
	const template = new ResourceTemplate('autodocs://package/{name}/{version}/docs', {
		list: undefined,
		complete: {
			name: (typed) => completePackage(app, typed),
			version: (typed, context) => completeVersion(app, context?.arguments?.['name'], typed),
		},
	});
	server.registerResource(
		'package-docs',
		template,
		{ title: 'Docs of a package', description: 'Of one version, from the beginning', mimeType: 'text/markdown' },
		(uri, { name, version }, { mcpReq: { signal } }) => read(uri, 'text/markdown', () => docs(app, String(name), String(version), signal)),
	);
}

async function dependencies(app: App, signal: AbortSignal): Promise<string> {
	const loaded = await chooseProject(app.projects, undefined);
	const scan = await scanProject(app.engine, loaded, { signal, priority: 'background', onProgress: () => undefined });
	return JSON.stringify(scanAnswer(scan));
}

async function docs(app: App, name: string, version: string, signal: AbortSignal): Promise<string> {
	const { index, platform } = app.engine;
	const { resolved, metadata, docs: found } = await readPackage(app, { package_name: name, version_constraint: `==${version}` }, signal);
	const page = docsPage(found, metadata, index.url, platform.now());
	return fenced(page.length > longest ? `${page.slice(0, longest)}…` : page, resolved.name, resolved.version);
}

/** What fails is an error of the protocol here, with the failure of the contract as its data. */
async function read(uri: URL, mimeType: string, make: () => Promise<string>): Promise<ReadResourceResult> {
	try {
		return { contents: [{ uri: uri.href, mimeType, text: await make() }] };
	} catch (thrown) {
		const failure = failureOf(toAutoDocsError(thrown));
		throw new ProtocolError(ProtocolErrorCode.InternalError, failure.error, failure);
	}
}
