import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import packageJson from '../package.json' with { type: 'json' };
import { Engine } from './core/engine.ts';
import { realPlatform } from './core/platform.ts';
import { features } from './editor/features.ts';
import { Log } from './editor/log.ts';
import { pageSources } from './editor/page-sources.ts';
import { Pages } from './editor/pages.ts';
import { Projects } from './editor/projects.ts';
import { Session } from './editor/session.ts';
import { readSettings } from './editor/settings.ts';

/** VS Code hands `deactivate` nothing: what it is to close is remembered here, the one thing that any module remembers. */
const engines = new Set<Engine>();

/** Builds the engine once and hands it to the features. Nothing is read or asked before this returns. */
export function activate(context: vscode.ExtensionContext): void {
	const { version } = packageJson;
	if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
	const log = new Log();
	const configuration = readSettings();
	log.level = configuration.settings.trace;
	const cacheDirectory = process.env['AUTODOCS_CACHE_DIR'] || vscode.Uri.joinPath(context.globalStorageUri, 'cache').fsPath;
	const engine = new Engine({ settings: configuration.settings, cacheDirectory, version }, realPlatform(log.write));
	engines.add(engine);
	const projects = new Projects(log.write);
	const session = new Session(engine, projects, configuration);
	const pages = new Pages(pageSources({ session, extensionUri: context.extensionUri }));
	context.subscriptions.push(log, projects, session, pages);
	for (const [name, start] of Object.entries(features({ session, pages, log, context }))) {
		try {
			context.subscriptions.push(start());
		} catch (thrown) {
			log.write('error', `The feature “${name}” could not start: ${String(thrown)}`);
		}
	}
	setImmediate(() => {
		projects.start().catch((thrown: unknown) => log.write('error', `The projects could not be read: ${String(thrown)}`));
	});
}

/** VS Code waits for this before it ends the extension host, but not for what it disposes of: so that the cache is written. */
export async function deactivate(): Promise<void> {
	const closing = [...engines];
	engines.clear();
	await Promise.all(closing.map((engine) => engine.close()));
}
