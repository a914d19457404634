import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { IndexServer, type ServedPackage } from '../../support/index-server.ts';
import { type Answer, callTool } from '../../support/mcp.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const long = (name: string) =>
	Array.from({ length: 60 }, (_, n) => `## ${name} part ${n}\n\n${`This part ${n} says what ${name} does. `.repeat(40)}\n`).join('\n');

const packages: readonly ServedPackage[] = [
	{
		name: 'flask',
		summary: 'A framework.',
		description: long('flask'),
		versions: { '3.0.3': { requiresDist: ['jinja2>=3', 'gone>=1'] }, '3.1.0': { yanked: 'broken' } },
	},
	{ name: 'jinja2', description: long('jinja2'), versions: { '3.1.6': {} } },
	{ name: 'requests', description: '# Requests\n\nHTTP. See `timeout`.\n', versions: { '2.31.0': {}, '2.32.3': {} } },
	{ name: 'reqeusts', description: 'x', versions: { '0.1': {} } },
	{ name: 'bad', summary: '<b>x</b>', description: '<script>alert(1)</script> [x](command:y) \u202eok', versions: { '1.0': {} } },
];

/** The built server as a client meets it: a process, an index, a project, and a folder beside it. */
export class World implements AsyncDisposable {
	readonly client = new Client({ name: 'surface', version: '1' });
	readonly index: IndexServer;
	readonly folder: string;
	readonly #ajv = new Ajv2020({ strict: false });

	private constructor(index: IndexServer, folder: string) {
		this.index = index;
		this.folder = folder;
	}

	static async start(): Promise<World> {
		const [code] = await once(spawn(process.execPath, [join(root, 'esbuild.js')], { stdio: 'ignore' }), 'exit');
		assert.equal(code, 0, 'the bundle is built');
		const world = new World(await IndexServer.start({ packages }), await temporaryFolder());
		const project = join(world.folder, 'shop');
		await mkdir(project);
		await writeFile(
			join(project, 'pyproject.toml'),
			'[project]\nname = "shop"\nrequires-python = ">=3.9"\ndependencies = ["flask", "requests==2.31.0", "reqests"]\n',
		);
		await mkdir(join(world.folder, 'outside'));
		await writeFile(join(world.folder, 'outside', 'pyproject.toml'), '[project]\nname = "secret"\n');
		await world.client.connect(
			new StdioClientTransport({
				command: process.execPath,
				args: [join(root, 'dist', 'autodocs.js'), 'mcp', project],
				env: {
					...(process.env as Record<string, string>),
					AUTODOCS_INDEX_URL: world.index.url,
					AUTODOCS_CACHE_DIR: join(world.folder, 'cache'),
				},
				stderr: 'ignore',
			}),
		);
		return world;
	}

	/** Calls a tool. Whatever comes must fit the tool's own schema, and a failure the contract. */
	async call(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
		const answer = await callTool(this.client, name, input);
		const { tools } = await this.client.listTools();
		const schema = tools.find((tool) => tool.name === name)?.outputSchema;
		assert.ok(schema, `${name} has an output schema`);
		const { $schema: _, ...itself } = schema;
		assert.ok(this.#ajv.validate(itself, answer.data), JSON.stringify(this.#ajv.errors));
		if (answer.isError) assertFailure(answer);
		else assert.deepEqual([answer.data['success'], answer.text !== ''], [true, true]);
		return answer;
	}

	/** Calls a tool, which must fail with this code. */
	async refused(code: string, name: string, input: Readonly<Record<string, unknown>>): Promise<Answer> {
		const answer = await this.call(name, input);
		assert.deepEqual([answer.isError, answer.data['code']], [true, code], JSON.stringify(answer.data).slice(0, 500));
		return answer;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.client.close();
		await this.index[Symbol.asyncDispose]();
		await removeFolder(this.folder);
	}
}

function assertFailure({ data, text }: Answer): void {
	const fields = ['success', 'error', 'error_type', 'code', 'retryable', 'details', 'suggestions', 'recovery_actions'];
	assert.deepEqual(Object.keys(data), fields);
	const { success, error, error_type: type, suggestions, recovery_actions: actions } = data;
	assert.equal(success, false);
	assert.ok(typeof error === 'string' && error.length > 10 && error.length < 5000);
	assert.match(String(type), /^[A-Z]\w+Error$/);
	for (const list of [suggestions, actions]) assert.ok(Array.isArray(list) && list.every((one) => typeof one === 'string'));
	assert.deepEqual(JSON.parse(text), data);
}
