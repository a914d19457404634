import * as vscode from 'vscode';
import { docsPage } from '../core/docs/docs-page.ts';
import { errorPage } from '../core/docs/error-page.ts';
import { packageDocs } from '../core/docs/package-docs.ts';
import type { Engine } from '../core/engine.ts';
import { toAutoDocsError, VersionNotFoundError } from '../core/errors.ts';
import { engineHealth } from '../core/health/engine-health.ts';
import { metricsReport } from '../core/health/metrics.ts';
import { healthPage, metricsPage } from '../core/health/pages.ts';
import { statusOf } from '../core/health/status.ts';
import { newestGood } from '../core/index/newest-good.ts';
import type { PageSources } from './pages.ts';
import type { Session } from './session.ts';

export interface PageContext {
	readonly session: Session;
	readonly extensionUri: vscode.Uri;
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
				return docsPage(docs, answer, engine.index.url, engine.platform.now());
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

async function healthText({ session }: PageContext): Promise<string> {
	const { engine } = session;
	const facts = session.statusFacts();
	return healthPage(statusOf(facts), await engineHealth(engine), engine.client.origins(), facts.settings);
}
