import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/client';
import { callTool, TestApp } from '../../support/mcp.ts';

const versions = { '1.0': { requiresDist: ['idna<4', 'urllib3>=2', 'gone>=1', 'pywin32; sys_platform == "never"'] } };
const long = (name: string) => `# ${name}\n\nSee idna and urllib3.\n\n${`${name} does this and that. `.repeat(2000)}`;

interface Context {
	readonly primary_package: { readonly name: string; readonly version: string; readonly documentation: string };
	readonly runtime_dependencies: readonly { readonly name: string; readonly version: string; readonly documentation: string }[];
	readonly total_packages: number;
	readonly truncated_packages: readonly string[];
	readonly token_estimate: number;
	readonly failures: readonly { readonly package: string; readonly code: string }[];
}

describe('get_package_docs_with_context', () => {
	let app: TestApp;
	let client: Client;

	beforeEach(async () => {
		app = await TestApp.start({
			packages: [
				{ name: 'requests', description: long('requests'), versions },
				{ name: 'idna', description: long('idna'), versions: { '3.10': {}, '4.0': {} } },
				{ name: 'urllib3', description: long('urllib3'), versions: { '1.26': {}, '2.5': {} } },
			],
		});
		client = await app.connect();
	});

	afterEach(async () => {
		await app[Symbol.asyncDispose]();
	});

	async function context(input: Readonly<Record<string, unknown>> = {}): Promise<Context> {
		const { data, isError } = await callTool(client, 'get_package_docs_with_context', { package_name: 'requests', ...input });
		assert.equal(isError, false, JSON.stringify(data));
		return data['context'] as Context;
	}

	it('gives what applies at versions that go together, and what failed as failed', async () => {
		const {
			primary_package: primary,
			runtime_dependencies: dependencies,
			failures,
			total_packages: total,
		} = await context({ context_scope: 'runtime' });
		assert.deepEqual([primary.name, primary.version], ['requests', '1.0']);
		assert.deepEqual(dependencies.map(({ name, version }) => `${name} ${version}`).sort(), ['idna 3.10', 'urllib3 2.5']);
		assert.deepEqual(
			failures.map(({ package: name, code }) => [name, code]),
			[['gone', 'package_not_found']],
		);
		assert.equal(total, 3);
		for (const { name, version, documentation } of [primary, ...dependencies])
			assert.ok(documentation.startsWith(`<untrusted-package-text package="${name}" version="${version}">`));
	});

	for (const [tokens, count] of [
		[1000, 20],
		[4000, 8],
		[30_000, 2],
		[100_000, 20],
	] as const) {
		it(`stays within ${tokens} tokens`, async () => {
			const input = { package_name: 'requests', max_tokens: tokens, max_dependencies: count, context_scope: 'runtime' };
			const { data, text } = await callTool(client, 'get_package_docs_with_context', input);
			const { token_estimate: estimate } = data['context'] as Context;
			assert.ok(estimate <= tokens);
			assert.ok(text.length / 4 <= tokens, `about ${Math.ceil(text.length / 4)} tokens`);
		});
	}

	it('warns first of what speaks against the versions that it shows, within the budget', async () => {
		const vulnerabilities = Array.from({ length: 10 }, (_, i) => ({ id: `PYSEC-2024-${i}`, fixed_in: ['9.0'], details: 'Bad.' }));
		app.index.serve({ name: 'idna', description: long('idna'), versions: { '3.10': { vulnerabilities } } });
		app.index.serve({ name: 'urllib3', description: long('urllib3'), versions: { '2.5': {} }, status: { status: 'archived' } });
		const { data, text } = await callTool(client, 'get_package_docs_with_context', { package_name: 'requests', context_scope: 'runtime' });
		const { warnings } = data['context'] as { readonly warnings: readonly string[] };
		assert.match(
			[...warnings].sort().join('\n'),
			/^idna 3\.10 has known vulnerabilities: PYSEC-2024-0, fixed in 9\.0; .* and 5 more\nurllib3 is archived and gets no more updates$/,
		);
		assert.ok(text.startsWith('Warning: '));
		const small = await callTool(client, 'get_package_docs_with_context', { package_name: 'idna', max_tokens: 1000 });
		assert.ok(small.text.length / 4 <= 1000, small.text);
		assert.match(small.text, /^Warning: idna 3\.10 has known/);
	});

	it('stays within its budget whatever fails and is left out, and says how much that was', async () => {
		const requiresDist = Array.from({ length: 300 }, (_, i) => `a-dependency-with-a-long-name-${i}>=1`);
		app.index.serve({ name: 'needy', description: long('needy'), versions: { '1.0': { requiresDist } } });
		for (const tokens of [1000, 3000]) {
			const input = { package_name: 'needy', max_tokens: tokens, max_dependencies: 20, context_scope: 'runtime' };
			const { data, text } = await callTool(client, 'get_package_docs_with_context', input);
			assert.ok(text.length / 4 <= tokens, `about ${Math.ceil(text.length / 4)} tokens`);
			assert.match(
				JSON.stringify(data),
				/Only \d+ of \d+ failures are named here.*Only \d+ of 280 packages that were left out are named here/,
			);
		}
	});

	it('leaves the dependencies out when it is asked to', async () => {
		for (const input of [{ include_dependencies: false }, { context_scope: 'primary_only' }, { max_dependencies: 0 }]) {
			assert.deepEqual((await context(input)).runtime_dependencies, []);
		}
	});

	for (const input of [
		{ max_tokens: 999 },
		{ max_tokens: 100_001 },
		{ max_dependencies: 21 },
		{ max_dependencies: -1 },
		{ context_scope: 'all' },
	]) {
		it(`refuses ${JSON.stringify(input)}`, async () => {
			const { data } = await callTool(client, 'get_package_docs_with_context', { package_name: 'requests', ...input });
			assert.deepEqual([data['success'], data['code']], [false, 'invalid_input']);
		});
	}

	it('fails when the package itself does', async () => {
		const { data } = await callTool(client, 'get_package_docs_with_context', { package_name: 'nothing-like-it-anywhere' });
		assert.deepEqual([data['success'], data['code']], [false, 'package_not_found']);
	});

	it('tells its progress to who asks', async () => {
		const steps: number[] = [];
		const call = { name: 'get_package_docs_with_context', arguments: { package_name: 'requests' } };
		await client.callTool(call, { onprogress: ({ progress }) => steps.push(progress) });
		assert.ok(steps.length > 0 && steps.every((step, i) => i === 0 || step >= (steps[i - 1] ?? 0)), String(steps));
	});
});
