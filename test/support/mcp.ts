import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client, type Transport } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { Engine } from '../../src/core/engine.ts';
import { realPlatform } from '../../src/core/platform.ts';
import type { Settings } from '../../src/core/settings.ts';
import { type App, createApp, forOneCaller } from '../../src/mcp/app.ts';
import { type ProjectSource, projectsIn } from '../../src/mcp/projects.ts';
import { createServer } from '../../src/mcp/server.ts';
import { settingsWith } from './checked.ts';
import { IndexServer, type IndexServerOptions } from './index-server.ts';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

/** What a tool answered. */
export interface Answer {
	readonly isError: boolean;
	readonly text: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** An app over a real engine, with an index and a folder of projects of its own. */
export class TestApp implements AsyncDisposable {
	readonly app: App;
	readonly engine: Engine;
	readonly projects: ProjectSource;
	readonly index: IndexServer;
	/** The folder that is given to the app. */
	readonly folder: string;
	/** What the engine logged, as JSON. */
	readonly logged: string[] = [];
	readonly #clients: Client[] = [];

	private constructor(index: IndexServer, folder: string, settings: Partial<Settings>) {
		this.index = index;
		this.folder = folder;
		this.engine = new Engine(
			{ settings: settingsWith({ 'index.url': index.url, ...settings }), cacheDirectory: join(folder, '.cache'), version: '1.2.3' },
			realPlatform((...line) => this.logged.push(JSON.stringify(line))),
		);
		this.projects = projectsIn([folder]);
		this.app = createApp(this.engine, async () => ({ engine: this.engine, projects: this.projects }));
	}

	static async start(options: IndexServerOptions, files: Readonly<Record<string, string>> = {}, settings: Partial<Settings> = {}) {
		const app = new TestApp(await IndexServer.start(options), await temporaryFolder(), settings);
		for (const [path, text] of Object.entries(files)) await app.write(path, text);
		return app;
	}

	async write(path: string, text: string): Promise<string> {
		const file = join(this.folder, path);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, text);
		return file;
	}

	/** A client in the same process. */
	async connect(): Promise<Client> {
		const [ours, theirs] = InMemoryTransport.createLinkedPair();
		await createServer(forOneCaller(this.app)).connect(theirs);
		return await this.connectOver(ours);
	}

	/** `legacy`: by the handshake of 2025-11-25 and before; `auto`: by the newest version that both know. */
	async connectOver(transport: Transport, mode: 'legacy' | 'auto' = 'legacy', name = 'test'): Promise<Client> {
		const client = new Client({ name, version: '1' }, { versionNegotiation: { mode } });
		await client.connect(transport);
		this.#clients.push(client);
		return client;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const client of this.#clients) await client.close();
		await this.engine.close();
		await this.index[Symbol.asyncDispose]();
		await removeFolder(this.folder);
	}
}

export async function callTool(client: Client, name: string, input: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
	const { isError, content, structuredContent } = await client.callTool({ name, arguments: { ...input } });
	const [first] = content;
	return {
		isError: isError === true,
		text: first?.type === 'text' ? first.text : '',
		data: (structuredContent ?? {}) as Answer['data'],
	};
}
