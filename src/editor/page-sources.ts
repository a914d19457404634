import * as vscode from 'vscode';
import { docsPage } from '../core/docs/docs-page.ts';
import { errorPage } from '../core/docs/error-page.ts';
import { packageDocs } from '../core/docs/package-docs.ts';
import type { Engine } from '../core/engine.ts';
import { toAutoDocsError, VersionNotFoundError } from '../core/errors.ts';
import { health } from '../core/health/health.ts';
import { metricsReport } from '../core/health/metrics.ts';
import { healthPage, metricsPage } from '../core/health/pages.ts';
import { freeSpace, heapUse } from '../core/health/probes.ts';
import { statusOf } from '../core/health/status.ts';
import { newestGood } from '../core/index/newest-good.ts';
import type { Platform } from '../core/platform.ts';
import { parsePyproject } from '../core/project/pyproject.ts';
import type { PageSources } from './pages.ts';
import type { Session } from './session.ts';

export interface PageContext {
	readonly session: Session;
	readonly platform: Platform;
	readonly extensionUri: vscode.Uri;
	readonly cacheDirectory: string;
	readonly version: string;
}

/** Where the content of each page comes from. A page that cannot be made says why. */
export function pageSources(context: PageContext): PageSources {
	const { engine } = context.session;
	return {
		finding: (code) => findingText(context.extensionUri, code),
		package: async (name, version) => {
			try {
				const answer = await engine.index.metadata(name, version === '' ? await latestVersion(engine, name) : version);
				const docs = packageDocs(answer.value, engine.settings['docs.maxCharacters']);
				return docsPage(docs, answer, engine.index.url, context.platform.now());
			} catch (thrown) {
				return errorPage(toAutoDocsError(thrown));
			}
		},
		health: () => healthText(context),
		metrics: async () => metricsPage(metricsReport(engine.client.metrics(), engine.client.origins())),
	};
}

async function latestVersion({ index }: Engine, name: string): Promise<string> {
	const { value } = await index.releases(name);
	const newest = newestGood(value.releases);
	if (newest !== undefined) return newest.version;
	throw new VersionNotFoundError(`${name} has no releases at ${index.url}`, { suggestions: ['Choose another package'] });
}

async function findingText(extensionUri: vscode.Uri, code: string): Promise<string> {
	if (!/^[a-z-]+$/.test(code)) return 'There is no such finding.';
	const page = vscode.Uri.joinPath(extensionUri, 'docs', 'findings', `${code}.md`);
	return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
}

async function healthText({ session, platform, cacheDirectory, version }: PageContext): Promise<string> {
	const { engine } = session;
	const index = engine.settings['index.url'];
	const report = await health(
		{
			cache: () => engine.client.cacheStats(),
			index: (signal) => engine.index.releases('pip', { signal, refresh: true }),
			indexHost: index === '' ? 'No index is set' : new URL(index).host,
			parser: checkParser,
			memory: heapUse,
			disk: () => freeSpace(cacheDirectory),
			indexTimeoutMs: engine.settings['network.healthCheckTimeoutSeconds'] * 1000,
			version,
		},
		platform,
	);
	const facts = session.statusFacts();
	return healthPage(statusOf(facts), report, engine.client.origins(), facts.settings);
}

function checkParser(): void {
	const { project } = parsePyproject('[project]\ndependencies = ["requests>=2"]\n', 'pyproject.toml');
	if (project?.requirements[0]?.name !== 'requests') throw new Error('A small project was not read as it should be');
}
