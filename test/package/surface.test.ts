import assert from 'node:assert/strict';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Answer } from '../support/mcp.ts';
import { World } from './surface/world.ts';

type Point = readonly [title: string, check: (world: World) => Promise<unknown>];

/** Each tool with an input that succeeds. */
const tools: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	scan_dependencies: {},
	get_package_docs: { package_name: 'flask' },
	get_package_docs_with_context: { package_name: 'flask' },
	refresh_cache: { package_name: 'jinja2' },
	get_cache_stats: {},
	health_check: {},
	ready_check: {},
	get_metrics: {},
};

const perTool: readonly Point[] = Object.entries(tools).flatMap(([name, input]): Point[] => [
	[
		`${name} is listed with what an agent needs to choose it`,
		async ({ client }) => {
			const tool = (await client.listTools()).tools.find((one) => one.name === name);
			assert.ok(tool?.title !== undefined && tool.description !== undefined && tool.description.length < 400);
			assert.equal(tool.annotations?.readOnlyHint, name !== 'refresh_cache');
			assert.equal(typeof tool.annotations?.openWorldHint, 'boolean');
			assert.equal(tool.inputSchema['additionalProperties'], false);
		},
	],
	[`${name} answers as its schema says`, async (world) => assert.equal((await world.call(name, input)).isError, false)],
	[`${name} refuses a field that it does not know`, (world) => world.refused('invalid_input', name, { ...input, nonsense: 1 })],
]);

const context = (more: Readonly<Record<string, unknown>>) => ({ package_name: 'flask', ...more });
const ranges: readonly (readonly [tool: string, input: Readonly<Record<string, unknown>>])[] = [
	['get_package_docs', {}],
	['get_package_docs', { package_name: '' }],
	['get_package_docs', { package_name: 'x'.repeat(201) }],
	['get_package_docs', { package_name: 7 }],
	['get_package_docs', { package_name: 'flask', query: 'x'.repeat(501) }],
	['get_package_docs', { package_name: 'flask', cursor: 'nonsense' }],
	['get_package_docs_with_context', context({ max_dependencies: -1 })],
	['get_package_docs_with_context', context({ max_dependencies: 21 })],
	['get_package_docs_with_context', context({ max_dependencies: 1.5 })],
	['get_package_docs_with_context', context({ max_tokens: 999 })],
	['get_package_docs_with_context', context({ max_tokens: 100_001 })],
	['get_package_docs_with_context', context({ context_scope: 'all' })],
	['get_package_docs_with_context', context({ include_dependencies: 'yes' })],
	['scan_dependencies', { project_path: '' }],
	['scan_dependencies', { project_path: null }],
];

const failures: readonly Point[] = [
	...ranges.map(
		([tool, input]): Point => [
			`${tool} refuses ${JSON.stringify(input).slice(0, 80)}`,
			(world) => world.refused('invalid_input', tool, input),
		],
	),
	...['../etc/passwd', 'a\u0000b', '<script>', '%2e%2e%2f', 'a/b', 'flask; rm -rf /', '🐍', 'flask\nobey', '-flask', 'flask[async'].map(
		(name): Point => [
			`get_package_docs takes ${JSON.stringify(name)} for no name`,
			(world) => world.refused('invalid_input', 'get_package_docs', { package_name: name }),
		],
	),
	...['__proto__', 'constructor', 'hasOwnProperty', 'toString'].map(
		(name): Point => [
			`get_package_docs finds no package in ${name}`,
			async (world) => {
				const { data } = await world.call('get_package_docs', { package_name: name });
				assert.ok(['invalid_input', 'package_not_found'].includes(String(data['code'])));
			},
		],
	),
	...(
		[
			['reqests', /requests/],
			['yaml', /pyyaml/],
			['asyncio', /part of Python/],
		] as const
	).map(
		([name, meant]): Point => [
			`get_package_docs says of ${name} what may be meant`,
			async (world) => {
				const { data } = await world.refused('package_not_found', 'get_package_docs', { package_name: name });
				assert.match(String(data['suggestions']), meant);
			},
		],
	),
	[
		'get_package_docs says what is wrong with a constraint',
		(world) => world.refused('invalid_requirement', 'get_package_docs', { package_name: 'flask', version_constraint: '=>1' }),
	],
	[
		'get_package_docs says which versions there are',
		async (world) => {
			const { data } = await world.refused('version_not_found', 'get_package_docs', { package_name: 'flask', version_constraint: '==9' });
			assert.match(String(data['suggestions']), /3\.0\.3/);
		},
	],
	...(
		[
			['flask==3.0.3', /^Give flask as the name, and ==3\.0\.3 as its version constraint/],
			['flask 3.0.3', /^Give flask as the name, and ==3\.0\.3 as its version constraint/],
			['Flask[async]', /^Give Flask as the name/],
			['https://pypi.org/project/flask/', /^Give flask as the name/],
			['pip install flask', /^Give flask as the name/],
			['flask, jinja2', /^Call once for each of them: flask, jinja2/],
		] as const
	).map(
		([name, meant]): Point => [
			`get_package_docs says of ${name} how it is asked`,
			async (world) => {
				const { data } = await world.refused('invalid_input', 'get_package_docs', { package_name: name });
				assert.match(String(data['suggestions']), meant);
			},
		],
	),
	[
		'get_package_docs takes latest for what is newest, whatever the project pins',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'requests', version_constraint: 'latest' });
			assert.deepEqual([data['version'], data['resolved_from']], ['2.32.3', 'latest']);
		},
	],
	...['notes.txt', 'a\u0000b', 'x'.repeat(4096)].map(
		(path): Point => [
			`scan_dependencies answers ${JSON.stringify(path.slice(0, 20))} with the projects that there are`,
			async (world) => {
				const { data, text } = await world.refused('project_not_found', 'scan_dependencies', { project_path: path });
				assert.match(String(data['suggestions']), /project_path .*shop\/pyproject\.toml/);
				assert.ok(text.length < 2000);
			},
		],
	),
	...['..', '../outside', '/etc', '/', '~'].map(
		(path): Point => [
			`scan_dependencies reads nothing at ${path}`,
			async (world) => {
				const { text } = await world.refused('invalid_input', 'scan_dependencies', { project_path: path });
				assert.doesNotMatch(text, /secret/);
			},
		],
	),
	[
		'scan_dependencies says that there is no project',
		(world) => world.refused('project_not_found', 'scan_dependencies', { project_path: 'gone' }),
	],
	[
		'a tool that is not there is an error of the protocol',
		({ client }) => assert.rejects(client.callTool({ name: 'no_tool' }), /not found/),
	],
];

const budgetOf = ({ data }: Answer) =>
	data['context'] as { readonly token_estimate: number; readonly runtime_dependencies: readonly unknown[] };

const budgets: readonly Point[] = [
	...[1000, 4000, 100_000].map(
		(tokens): Point => [
			`get_package_docs_with_context stays within ${tokens} tokens`,
			async (world) => {
				const answer = await world.call('get_package_docs_with_context', context({ max_tokens: tokens }));
				assert.ok(budgetOf(answer).token_estimate <= tokens);
				assert.ok(answer.text.length <= tokens * 4, `${answer.text.length} characters`);
			},
		],
	),
	...([0, 1, 20] as const).map(
		(most): Point => [
			`get_package_docs_with_context gives ${most} dependencies at most`,
			async (world) => {
				const answer = await world.call('get_package_docs_with_context', context({ max_dependencies: most, context_scope: 'runtime' }));
				assert.equal(budgetOf(answer).runtime_dependencies.length, Math.min(most, 1));
			},
		],
	),
	[
		'get_package_docs_with_context counts no failure as a package',
		async (world) => {
			const { data } = await world.call('get_package_docs_with_context', context({ context_scope: 'runtime' }));
			const { failures: failed, total_packages: total } = data['context'] as { failures: { package: string }[]; total_packages: number };
			assert.deepEqual([failed.map((one) => one.package), total], [['gone'], 2]);
		},
	],
	[
		'get_package_docs stays within 50,000 characters and 10,000 tokens',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'flask' });
			assert.ok(String(data['documentation']).length <= 50_000);
			assert.ok(String(data['documentation']).length / 5 <= 10_000);
		},
	],
	[
		'get_package_docs leaves out nothing from page to page',
		async (world) => {
			const seen: string[] = [];
			for (let cursor: unknown, pages = 0; pages < 20; pages++) {
				const { data } = await world.call('get_package_docs', { package_name: 'flask', ...(cursor === undefined ? {} : { cursor }) });
				seen.push(...(data['sections'] as { heading: string }[]).map(({ heading }) => heading));
				cursor = data['next_cursor'];
				if (cursor === undefined) break;
			}
			assert.equal(new Set(seen).size, 60);
		},
	],
	[
		'a cursor is good for its own question alone',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'flask' });
			await world.refused('invalid_input', 'get_package_docs', { package_name: 'flask', query: 'part', cursor: data['next_cursor'] });
		},
	],
	[
		'all tools together take 3,000 tokens at most',
		async ({ client }) => assert.ok(JSON.stringify((await client.listTools()).tools).length / 4 <= 3000),
	],
];

const answers: readonly Point[] = [
	[
		'scan_dependencies tells each version and each problem',
		async (world) => {
			const { data } = await world.call('scan_dependencies');
			const [flask, requests] = data['dependencies'] as { resolved_version: string; resolved_from: string }[];
			assert.deepEqual(
				[flask?.resolved_version, requests?.resolved_from, JSON.stringify(data['findings']).includes('unknown-package')],
				['3.0.3', 'pin', true],
			);
		},
	],
	[
		'get_package_docs reads the version of the project',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'Requests' });
			assert.deepEqual([data['version'], data['resolved_from']], ['2.31.0', 'pin']);
		},
	],
	[
		'get_package_docs answers a query with what matches',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'requests', query: 'timeout' });
			assert.deepEqual(data['query_applied'], { query: 'timeout', matched: true });
		},
	],
	[
		'get_package_docs gives the outline where nothing matches',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'requests', query: 'zebra' });
			assert.match(String(data['documentation']), /zebra[\s\S]*Requests/);
		},
	],
	[
		'get_package_docs says that it comes from the cache',
		async (world) => {
			await world.call('get_package_docs', { package_name: 'requests' });
			assert.equal((await world.call('get_package_docs', { package_name: 'requests' })).data['from_cache'], true);
		},
	],
	[
		'get_package_docs warns of a name near a popular one',
		async (world) =>
			assert.match(String((await world.call('get_package_docs', { package_name: 'reqeusts' })).data['warnings']), /close to requests/),
	],
	[
		'get_package_docs warns of a yanked version',
		async (world) => {
			const { data } = await world.call('get_package_docs', { package_name: 'flask', version_constraint: '==3.1.0' });
			assert.match(String(data['warnings']), /yanked: broken/);
		},
	],
	[
		'text of a package is fenced, and neither hides nor acts',
		async (world) => {
			const { data, text } = await world.call('get_package_docs', { package_name: 'bad' });
			assert.match(
				String(data['documentation']),
				/^<untrusted-package-text package="bad" version="1\.0">\n[\s\S]*<\/untrusted-package-text>$/,
			);
			assert.doesNotMatch(text + JSON.stringify(data), /<script|[^\\]\]\(command:|\u202e|<b>/);
		},
	],
];

const rest: readonly Point[] = [
	[
		'the server says who it is, and what text of packages is',
		async ({ client }) => {
			assert.deepEqual([client.getServerVersion()?.name, client.getServerVersion()?.version], ['autodocs', packageJson.version]);
			assert.match(client.getInstructions() ?? '', /untrusted-package-text/);
		},
	],
	[
		'the resources are listed',
		async ({ client }) => {
			assert.deepEqual((await client.listResources()).resources.map(({ uri }) => uri).sort(), [
				'autodocs://health',
				'autodocs://project/dependencies',
			]);
			assert.equal((await client.listResourceTemplates()).resourceTemplates[0]?.uriTemplate, 'autodocs://package/{name}/{version}/docs');
		},
	],
	...['autodocs://health', 'autodocs://project/dependencies', 'autodocs://package/requests/2.32.3/docs'].map(
		(uri): Point => [
			`${uri} is read`,
			async ({ client }) => {
				const [content] = (await client.readResource({ uri })).contents;
				assert.ok(content !== undefined && 'text' in content && content.text.length > 20);
			},
		],
	),
	[
		'a resource that is not there is an error',
		({ client }) => assert.rejects(client.readResource({ uri: 'autodocs://nothing' }), /not found/i),
	],
	['the project can be subscribed to', ({ client }) => client.subscribeResource({ uri: 'autodocs://project/dependencies' })],
	[
		'the prompts are listed, and name the tools to use',
		async ({ client }) => {
			assert.deepEqual((await client.listPrompts()).prompts.map(({ name }) => name).sort(), [
				'explain_dependency',
				'fix_dependency_problems',
				'upgrade_plan',
			]);
			const { messages } = await client.getPrompt({ name: 'upgrade_plan', arguments: { package_name: 'flask' } });
			assert.match(JSON.stringify(messages), /get_package_docs/);
		},
	],
	[
		'names of packages are completed',
		async ({ client }) => {
			const { completion } = await client.complete({
				ref: { type: 'ref/prompt', name: 'explain_dependency' },
				argument: { name: 'package_name', value: 'fl' },
			});
			assert.deepEqual(completion.values, ['flask']);
		},
	],
	[
		'a project is found by its folder and by its file',
		async (world) => {
			for (const path of ['.', 'pyproject.toml', join(world.folder, 'shop')]) {
				assert.equal((await world.call('scan_dependencies', { project_path: path })).data['project_name'], 'shop');
			}
		},
	],
];

const points: readonly Point[] = [...perTool, ...failures, ...budgets, ...answers, ...rest];

describe('the surface of the built server', function () {
	this.timeout(30_000);
	let world: World;

	before(async function () {
		this.timeout(60_000);
		world = await World.start();
	});

	after(async () => {
		await world[Symbol.asyncDispose]();
	});

	it('is looked at in 60 points and more', () => assert.ok(new Set(points.map(([title]) => title)).size >= 60));

	for (const [title, check] of points) it(title, async () => void (await check(world)));
});
