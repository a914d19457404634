import { IndexServer, type ServedPackage, type ServedVersion } from '../../test/support/index-server.ts';

/** A package with one plain release for each version. */
function released(name: string, summary: string, versions: readonly string[], python = '>=3.8'): ServedPackage {
	return {
		name,
		summary,
		versions: Object.fromEntries(versions.map((version): [string, ServedVersion] => [version, { requiresPython: python }])),
		licence: 'MIT',
		urls: { Homepage: `https://example.org/${name}` },
		description: `# ${name}\n\n${summary} This text comes from the sample index: the real one could not be reached, so its docs are not shown.\n\n## Usage\n\n\`\`\`python\nimport ${name.replaceAll('-', '_')}\n\`\`\`\n`,
	};
}

/** Generated answers for the packages of `examples/shop`. */
const packages: readonly ServedPackage[] = [
	released('flask', 'A framework for web applications.', ['2.3.3', '3.0.3', '3.1.2']),
	released('jinja2', 'A template engine.', ['3.0.3', '3.1.6']),
	{
		...released('requests', 'HTTP for people.', ['2.31.0', '2.32.5']),
		versions: {
			'2.31.0': { requiresPython: '>=3.7' },
			'2.32.0': { requiresPython: '>=3.8', yanked: 'Yanked due to conflicts with CVE-2024-35195 mitigation' },
			'2.32.5': { requiresPython: '>=3.9' },
		},
	},
	released('sqlalchemy', 'A toolkit for SQL databases.', ['1.4.54', '2.0.44']),
	released('stripe', 'Bindings for a payment service.', ['11.6.0', '13.2.0']),
	{
		...released('django', 'A web framework for perfectionists with deadlines.', []),
		versions: { '4.2.25': { requiresPython: '>=3.8' }, '5.2': { requiresPython: '>=3.10' }, '5.2.8': { requiresPython: '>=3.10' } },
	},
	released('httpx', 'The next HTTP client.', ['0.27.2', '0.28.1']),
	released('click', 'Command lines, composed.', ['8.1.8']),
	released('orjson', 'Fast JSON.', ['3.10.18', '3.11.4'], '>=3.9'),
	{ ...released('uvicorn', 'A small, fast ASGI server.', ['0.30.6', '0.38.0'], '>=3.9'), extras: ['standard'] },
	released('pytest', 'Tests, simple and powerful.', ['8.4.2'], '>=3.9'),
	released('pytest-cov', 'Coverage for pytest.', ['7.0.0'], '>=3.9'),
	{
		...released('ruff', 'A fast linter and formatter.', []),
		versions: { '0.5.5': { uploadedAt: '2024-07-25T17:00:00Z' }, '0.6.9': { uploadedAt: '2024-10-04T13:40:00Z' } },
	},
	{
		...released('urllib3', 'An HTTP client.', ['1.26.20', '2.5.0']),
		versions: {
			'1.26.4': {
				vulnerabilities: [
					{
						id: 'GHSA-v845-jxx5-vc9f',
						aliases: ['CVE-2023-43804'],
						fixed_in: ['1.26.17', '2.0.6'],
						details: 'The header Cookie is not stripped on redirects to other origins.',
						link: 'https://osv.dev/vulnerability/GHSA-v845-jxx5-vc9f',
					},
				],
			},
			'1.26.20': {},
			'2.5.0': { requiresPython: '>=3.9' },
		},
	},
	{ ...released('certifi', 'Root certificates.', ['2025.11.12']), licence: 'MPL-2.0' },
	released('hatchling', 'A build backend.', ['1.27.0']),
];

/** An index on the loopback for when the configured one cannot be reached. One package of the example always fails, so that this can be seen too. */
export async function startSampleIndex(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
	const server = await IndexServer.start({ packages, latencyMs: 30 });
	server.fail('rich', { kind: 'status', status: 503 });
	return { url: server.url, close: () => server[Symbol.asyncDispose]() };
}
