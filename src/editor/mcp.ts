import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type App, createApp } from '../mcp/app.ts';
import type { HttpEndpoint } from '../mcp/http.ts';
import { projectsOfWorkspace } from './mcp-projects.ts';
import type { Session } from './session.ts';

/** As the manifest names it. */
const providerId = 'autodocs.mcp';
const label = 'AutoDocs';
/** Settings after which another index answers: what agents were told may hold no longer. */
const answersFrom = ['autodocs.index.url', 'autodocs.offline'];

interface Running {
	readonly endpoint: HttpEndpoint;
	readonly token: string;
}

/**
 * Offers VS Code's agents the MCP server, in this process and over the engine of the hovers. It starts when one of them needs it. VS Code asks for
 * its port at each start: a definition that had changed with it would end the connection that has just begun.
 */
export class AgentServer implements vscode.McpServerDefinitionProvider<vscode.McpHttpServerDefinition>, vscode.Disposable {
	readonly #app: App;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #disposables: vscode.Disposable[] = [this.#changed];
	#running: Promise<Running> | undefined;

	readonly onDidChangeMcpServerDefinitions = this.#changed.event;

	constructor(session: Session) {
		this.#app = createApp(session.engine, async () => ({ engine: session.engine, projects: projectsOfWorkspace(session.projects) }));
		// Editors made from VS Code may lack it.
		if (typeof vscode.lm?.registerMcpServerDefinitionProvider !== 'function') return;
		this.#disposables.push(
			vscode.lm.registerMcpServerDefinitionProvider(providerId, this),
			vscode.workspace.onDidChangeConfiguration((event) => {
				// What else is set, the running server heeds by itself.
				if (answersFrom.some((key) => event.affectsConfiguration(key))) this.#changed.fire();
			}),
		);
	}

	/** Starts nothing: VS Code asks for it only to list it. */
	provideMcpServerDefinitions(): vscode.McpHttpServerDefinition[] {
		return [new vscode.McpHttpServerDefinition(label, vscode.Uri.parse('http://127.0.0.1/mcp'), {}, this.#app.version)];
	}

	async resolveMcpServerDefinition(definition: vscode.McpHttpServerDefinition): Promise<vscode.McpHttpServerDefinition> {
		const { endpoint, token } = await this.#started();
		definition.uri = vscode.Uri.parse(endpoint.url);
		definition.headers = { authorization: `Bearer ${token}` };
		return definition;
	}

	async dispose(): Promise<void> {
		for (const disposable of this.#disposables.splice(0)) disposable.dispose();
		const running = await this.#running?.catch(() => undefined); // What did not start needs no end.
		await running?.endpoint.close();
	}

	/** One that could not start is started anew at the next need. */
	#started(): Promise<Running> {
		this.#running ??= this.#start().catch((thrown: unknown) => {
			this.#running = undefined;
			throw thrown;
		});
		return this.#running;
	}

	async #start(): Promise<Running> {
		// Loaded when it is needed: activation goes without it.
		const { HttpEndpoint } = await import('../mcp/http.ts');
		const token = randomBytes(32).toString('base64url');
		const endpoint = await HttpEndpoint.start(this.#app, { host: '127.0.0.1', port: 0, token });
		this.#app.platform.log('info', `Agents are served at ${endpoint.url}`);
		return { endpoint, token };
	}
}
