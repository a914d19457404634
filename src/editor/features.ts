import type * as vscode from 'vscode';
import { registerApplyFix } from './apply-fix.ts';
import { CodeActions } from './code-actions.ts';
import { registerCommands } from './commands.ts';
import { Completion } from './completion.ts';
import { ContextKeys } from './context-keys.ts';
import { Definitions } from './definitions.ts';
import { Diagnostics } from './diagnostics.ts';
import { DocumentLinks } from './document-links.ts';
import { FactsInAdvance } from './facts-in-advance.ts';
import { HealthPanel } from './health-panel.ts';
import { Hover } from './hover.ts';
import { ImportHover } from './import-hover.ts';
import { InlayHints } from './inlay-hints.ts';
import { KnownNames } from './known-names.ts';
import type { Log } from './log.ts';
import { AgentServer } from './mcp.ts';
import type { Pages } from './pages.ts';
import type { Session } from './session.ts';
import { SourceProblems } from './source-problems.ts';
import { StatusBar } from './status-bar.ts';
import { registerDependencies } from './tree/commands.ts';
import { Updates } from './update.ts';
import { watchSettings } from './watch-settings.ts';

/** What features are made of. */
interface Parts {
	readonly session: Session;
	readonly pages: Pages;
	readonly log: Log;
	readonly context: vscode.ExtensionContext;
}

/** How each feature is started, in this order, by the name that the log has for it. Whoever starts one disposes of it. */
export function features({ session, pages, log, context }: Parts): Readonly<Record<string, () => vscode.Disposable>> {
	const { extensionUri, workspaceState } = context;
	return {
		diagnostics: () => new Diagnostics(session),
		'code actions': () => new CodeActions(session),
		hover: () => new Hover(session),
		'hover on imports': () => new ImportHover(session),
		definitions: () => new Definitions(session),
		'status bar': () => new StatusBar(session),
		'health panel': () => new HealthPanel(session, extensionUri, log.write),
		commands: () => registerCommands(session, pages, extensionUri, log),
		'context keys': () => new ContextKeys(session),
		dependencies: () => registerDependencies(session, workspaceState),
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
}
