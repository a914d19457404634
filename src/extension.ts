import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import packageJson from '../package.json' with { type: 'json' };
import { Engine } from './core/engine.ts';
import { realPlatform } from './core/platform.ts';
import { registerApplyFix } from './editor/apply-fix.ts';
import { CodeActions } from './editor/code-actions.ts';
import { registerCommands } from './editor/commands.ts';
import { Completion } from './editor/completion.ts';
import { ContextKeys } from './editor/context-keys.ts';
import { Definitions } from './editor/definitions.ts';
import { Diagnostics } from './editor/diagnostics.ts';
import { DocumentLinks } from './editor/document-links.ts';
import { FactsInAdvance } from './editor/facts-in-advance.ts';
import { HealthPanel } from './editor/health-panel.ts';
import { Hover } from './editor/hover.ts';
import { ImportHover } from './editor/import-hover.ts';
import { InlayHints } from './editor/inlay-hints.ts';
import { KnownNames } from './editor/known-names.ts';
import { Log } from './editor/log.ts';
import { AgentServer } from './editor/mcp.ts';
import { pageSources } from './editor/page-sources.ts';
import { Pages } from './editor/pages.ts';
import { Projects } from './editor/projects.ts';
import { Session } from './editor/session.ts';
import { readSettings } from './editor/settings.ts';
import { SourceProblems } from './editor/source-problems.ts';
import { StatusBar } from './editor/status-bar.ts';
import { registerDependencies } from './editor/tree/commands.ts';
import { Updates } from './editor/update.ts';
import { watchSettings } from './editor/watch-settings.ts';

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
	const features: Readonly<Record<string, () => vscode.Disposable>> = {
		diagnostics: () => new Diagnostics(session),
		'code actions': () => new CodeActions(session),
		hover: () => new Hover(session),
		'hover on imports': () => new ImportHover(session),
		definitions: () => new Definitions(session),
		'status bar': () => new StatusBar(session),
		'health panel': () => new HealthPanel(session, context.extensionUri, log.write),
		commands: () => registerCommands(session, pages, context.extensionUri, log),
		'context keys': () => new ContextKeys(session),
		dependencies: () => registerDependencies(session, context.workspaceState),
		'problems in sources': () => new SourceProblems(session, log.write),
		'quick fixes': registerApplyFix,
		completion: () => new Completion(session, new KnownNames(session)),
		'inlay hints': () => new InlayHints(session),
		'document links': () => new DocumentLinks(session),
		updates: () => new Updates(session),
		settings: () => watchSettings(session, log),
		'agent server': () => new AgentServer(session),
		'facts in advance': () => new FactsInAdvance(session),
	};
	for (const [name, start] of Object.entries(features)) {
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
