// MCP's Inspector, as a person uses its command line, against `autodocs mcp` over both transports: `npm run inspect:mcp`. npx fetches the Inspector
// (110 MB, which no other command should wait for), so it is not part of `npm test`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { IndexServer } from '../support/index-server.ts';
import { servedAddress } from '../support/served-address.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const inspector = '@modelcontextprotocol/inspector@2.12.0';
const server = join(import.meta.dirname, '..', '..', 'src', 'bin.ts');

/** What is asked, and what must be in the answer. `--strict` fails when a client could not read a schema. */
const questions: readonly (readonly [method: string, args: readonly string[], expected: RegExp])[] = [
	['tools/list', ['--strict'], /"get_metrics"/],
	['tools/call', ['--tool-name', 'scan_dependencies'], /"dependency_count": 1\b/],
	['tools/call', ['--tool-name', 'get_package_docs', '--tool-arg', 'package_name=flask', 'query=routing'], /How to route/],
	[
		'tools/call',
		['--tool-name', 'get_package_docs_with_context', '--tool-arg', 'package_name=flask', 'max_tokens=2000'],
		/"total_packages": 1\b/,
	],
	['tools/call', ['--tool-name', 'refresh_cache', '--tool-arg', 'package_name=flask'], /"cleared_entries"/],
	['tools/call', ['--tool-name', 'get_cache_stats'], /"cache_stats"/],
	['tools/call', ['--tool-name', 'health_check'], /"pypi_connectivity"/],
	['tools/call', ['--tool-name', 'ready_check'], /"ready": true/],
	['tools/call', ['--tool-name', 'get_metrics'], /"uptime_seconds"/],
	['resources/list', [], /autodocs:\/\/project\/dependencies/],
	['resources/templates/list', [], /autodocs:\/\/package\/\{name\}/],
	['resources/read', ['--uri', 'autodocs://health'], /"status\\?"/],
	['prompts/list', [], /"upgrade_plan"/],
];

const folder = await temporaryFolder();
await writeFile(join(folder, 'pyproject.toml'), '[project]\nname = "shop"\ndependencies = ["flask"]\n');
const index = await IndexServer.start({
	packages: [{ name: 'flask', versions: { '3.1.2': {} }, description: '# Flask\n\nA framework.\n\n## Routing\n\nHow to route.\n' }],
});
const variables = { AUTODOCS_INDEX_URL: index.url, AUTODOCS_CACHE_DIR: join(folder, '.cache') };
const http = spawn(process.execPath, [server, 'mcp', '--http', folder], {
	env: { ...process.env, ...variables },
	stdio: ['ignore', 'ignore', 'pipe'],
});
try {
	const overStdio = [
		process.execPath,
		server,
		'mcp',
		folder,
		...Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
	];
	const failed = [...(await ask('stdio', overStdio)), ...(await ask('HTTP', [await servedAddress(http)]))];
	for (const line of failed) console.log(line);
	console.log(`${2 * questions.length - failed.length} questions of MCP's Inspector are answered, ${failed.length} are not`);
	process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
	const ended = once(http, 'exit');
	http.kill('SIGTERM');
	await ended;
	await index[Symbol.asyncDispose]();
	await removeFolder(folder);
}

/** Which questions are not answered as expected, and what was said instead. */
async function ask(transport: string, target: readonly string[]): Promise<readonly string[]> {
	const failed: string[] = [];
	for (const [method, args, expected] of questions) {
		const child = spawn('npx', ['--yes', inspector, '--cli', ...target, '--method', method, ...args], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
		if (code === 0 && expected.test(said)) continue;
		failed.push(`Over ${transport}, ${[method, ...args].join(' ')}: exit code ${code}, ${(said + complaints).slice(0, 2000)}`);
	}
	return failed;
}
