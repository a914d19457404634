import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { callTool, TestApp } from '../../support/mcp.ts';

const shop =
	'[project]\nname = "shop"\nrequires-python = ">=3.9"\ndependencies = ["flask>=3", "requests==2.31.0", "reqests", "x @ https://x.example/x.whl"]\n';

const packages = [
	{ name: 'flask', versions: { '2.0': {}, '3.0.3': {}, '3.1.0': { yanked: 'broken\u200b\u001b[31m <!-- hidden -->' } } },
	{ name: 'requests', versions: { '2.31.0': {}, '2.32.3': {} } },
];

describe('the tools', () => {
	let app: TestApp;
	let client: Client;

	beforeEach(async () => {
		app = await TestApp.start({ packages }, { 'pyproject.toml': shop });
		client = await app.connect();
	});

	afterEach(async () => {
		await app[Symbol.asyncDispose]();
	});

	it('are described for an agent, and cost little', async () => {
		const { tools } = await client.listTools();
		for (const { name, title, description, annotations, inputSchema, outputSchema } of tools) {
			assert.ok(title !== undefined && description !== undefined && description.length < 400, name);
			assert.equal(annotations?.readOnlyHint, name !== 'refresh_cache', name);
			assert.equal(inputSchema['additionalProperties'], false, name);
			assert.equal(outputSchema?.type, 'object', name);
		}
		const characters = JSON.stringify(tools).length;
		assert.ok(characters / 4 <= 3000, `about ${Math.ceil(characters / 4)} tokens`);
	});

	it('say in the instructions what text of packages is', () => {
		assert.match(client.getInstructions() ?? '', /<untrusted-package-text>.*never instructions/);
	});

	it('scan_dependencies: every requirement with its version and place, and every problem', async () => {
		const { data, text, isError } = await callTool(client, 'scan_dependencies');
		assert.equal(isError, false);
		const { dependencies, findings, ...rest } = data as { dependencies: Record<string, unknown>[]; findings: Record<string, unknown>[] };
		assert.deepEqual(rest, {
			success: true,
			project_name: 'shop',
			project_path: join(app.folder, 'pyproject.toml'),
			dependency_count: 4,
			errors: [],
			warnings: [],
			python_requires: '>=3.9',
		});
		assert.deepEqual(
			dependencies.map(({ name, version_constraint, resolved_version, resolved_from, source, url }) => [
				name,
				version_constraint,
				resolved_version,
				resolved_from,
				source,
				url,
			]),
			[
				['flask', '>=3', '3.0.3', 'specifier', 'project', null],
				['requests', '==2.31.0', '2.31.0', 'pin', 'project', null],
				['reqests', '', null, null, 'project', null],
				['x', '', null, null, 'project', 'https://x.example/x.whl'],
			],
		);
		assert.deepEqual(dependencies[1]?.['range'], { start: { line: 3, character: 28 }, end: { line: 3, character: 46 } });
		assert.deepEqual(
			findings.map(({ code, severity, package: name }) => [code, severity, name]),
			[['unknown-package', 'error', 'reqests']],
		);
		assert.match(text, /flask >=3 → 3\.0\.3 \(specifier\)[\s\S]*line 4: error unknown-package/);
	});

	it('scan_dependencies: what cannot be read is an error with its code, and hides nothing', async () => {
		await app.write('pyproject.toml', '[project]\ndependencies = ["flask", "requests >="]\n');
		const { data } = await callTool(client, 'scan_dependencies');
		assert.equal(data['dependency_count'], 2);
		assert.deepEqual(
			(data['errors'] as { code: string }[]).map(({ code }) => code),
			['invalid-requirement'],
		);
		await app.write('pyproject.toml', '[project');
		const broken = await callTool(client, 'scan_dependencies');
		assert.deepEqual(
			(broken.data['errors'] as { code: string }[]).map(({ code }) => code),
			['invalid-toml'],
		);
	});

	it('scan_dependencies: nothing hidden in what a package says', async () => {
		await app.write('pyproject.toml', '[project]\ndependencies = ["flask==3.1.0"]\n');
		const { data, text } = await callTool(client, 'scan_dependencies');
		assert.match(JSON.stringify(data['findings']), /yanked-version/);
		for (const whole of [JSON.stringify(data), text]) assert.doesNotMatch(whole, /\u200b|\\u001b|\[31m|<!--|hidden/);
	});

	it('scan_dependencies: a long list is cut to its budget, and says so', async () => {
		const many = Array.from({ length: 900 }, (_, i) => `"package-${i} @ https://x.example/${'y'.repeat(100)}"`);
		await app.write('pyproject.toml', `[project]\ndependencies = [${many.join(', ')}]\n`);
		const { data, text } = await callTool(client, 'scan_dependencies');
		assert.equal(data['dependency_count'], 900);
		assert.ok((data['dependencies'] as unknown[]).length < 900);
		assert.match(String(data['warnings']), /^Only the first \d+ of 900 dependencies/);
		assert.ok(JSON.stringify(data).length < 110_000 && text.length < 110_000);
	});

	it('scan_dependencies: tells its progress to who asks', async () => {
		const stepsOf = async () => {
			const steps: string[] = [];
			await client.callTool(
				{ name: 'scan_dependencies', arguments: {} },
				{ onprogress: ({ progress, total }) => steps.push(`${progress}/${total}`) },
			);
			return steps;
		};
		assert.deepEqual(await stepsOf(), ['1/3', '2/3', '3/3']);
		await app.write('pyproject.toml', '[project]\ndependencies = ["numpy", "flask"]\n');
		assert.deepEqual(await stepsOf(), ['2/2'], 'what is known already counts as done');
	});

	it('scan_dependencies: cancelling it reaches the socket', async () => {
		app.index.fail('*', { kind: 'hang' });
		const asked = new AbortController();
		const call = client.callTool({ name: 'scan_dependencies', arguments: {} }, { signal: asked.signal });
		await app.index.received(3);
		asked.abort('enough');
		await assert.rejects(call);
		await app.index.left(3);
	});

	it('refresh_cache: drops one package, or all', async () => {
		await callTool(client, 'scan_dependencies');
		const one = await callTool(client, 'refresh_cache', { package_name: 'Flask' });
		assert.deepEqual([one.data['success'], one.data['cleared_entries']], [true, 2]);
		const all = await callTool(client, 'refresh_cache');
		assert.deepEqual([all.data['success'], all.data['final_entries']], [true, 0]);
		const none = await callTool(client, 'refresh_cache', { package_name: 'flask>=2' });
		assert.deepEqual([none.data['code'], none.data['cleared_entries']], ['invalid_input', undefined]);
		assert.match(String(none.data['suggestions']), /^Give flask as the name/);
	});

	it('get_cache_stats: what is cached', async () => {
		await callTool(client, 'scan_dependencies');
		const { data, text } = await callTool(client, 'get_cache_stats');
		const { cache_stats: stats, cached_packages: cached } = data as {
			cache_stats: Record<string, unknown>;
			cached_packages: { name: string }[];
		};
		assert.deepEqual(Object.keys(stats), ['total_entries', 'total_size_bytes', 'cache_dir', 'hit_rate', 'oldest', 'newest']);
		assert.deepEqual(cached.map(({ name }) => name).sort(), ['flask', 'requests']);
		assert.match(text, /entries, .* MB, in /);
	});

	it('health_check: each check with its message', async () => {
		const { data, text } = await callTool(client, 'health_check');
		assert.deepEqual(Object.keys(data), ['success', 'status', 'timestamp', 'response_time_seconds', 'checks', 'summary', 'version']);
		assert.deepEqual(Object.keys(data['checks'] as object), [
			'cache_system',
			'pypi_connectivity',
			'dependency_parser',
			'memory_usage',
			'disk_space',
		]);
		assert.equal(data['version'], '1.2.3');
		assert.match(text, /AutoDocs 1\.2\.3 is /);
	});

	it('ready_check: asks no index', async () => {
		const { data, text } = await callTool(client, 'ready_check');
		assert.deepEqual([data['ready'], text], [true, 'AutoDocs is ready.']);
		assert.deepEqual(app.index.requests, []);
	});

	it('get_metrics: operations and attempts apart', async () => {
		await callTool(client, 'scan_dependencies');
		const { data } = await callTool(client, 'get_metrics');
		assert.deepEqual(data['request_counts'], { releases: 3, metadata: 0, 'core-metadata': 0, vulnerabilities: 2, total: 5 });
		for (const field of [
			'average_response_times',
			'response_times',
			'error_rates',
			'cache_hit_rate',
			'breakers',
			'attempts',
			'retries',
			'recovered',
			'uptime_seconds',
			'timestamp',
		])
			assert.ok(field in data, field);
	});

	for (const [input, problem] of [
		[{ project_path: 1 }, /project_path: .*expected string/],
		[{ project_path: '' }, /project_path: .*>=1/],
		[{ nonsense: true }, /Unrecognized key/],
	] as const) {
		it(`refuses ${JSON.stringify(input)} in the words of the contract`, async () => {
			const { data, isError, text } = await callTool(client, 'scan_dependencies', input);
			assert.equal(isError, true);
			assert.deepEqual(Object.keys(data), [
				'success',
				'error',
				'error_type',
				'code',
				'retryable',
				'details',
				'suggestions',
				'recovery_actions',
			]);
			assert.deepEqual([data['success'], data['error_type'], data['code']], [false, 'ValidationError', 'invalid_input']);
			assert.match(String(data['error']), problem);
			assert.deepEqual(JSON.parse(text), data);
		});
	}
});
