import assert from 'node:assert/strict';
import { CircuitOpenError, NetworkError, PackageNotFoundError } from '../../../../src/core/errors.ts';
import { checked, commands, projectWith, seen } from '../../../support/checked.ts';

const down = () => new NetworkError('unreachable', 'index.test cannot be reached: the connection was refused.');
const names = ['a', 'b', 'c', 'd', 'e'];

describe('docs-unavailable', () => {
	it('stands on the name of one package, with the cause, the next try and ways out', async () => {
		const text = projectWith('"numpy>=2"', '"flask"');
		const [finding, more] = await checked(text, { numpy: down(), flask: ['3.0'] });
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['docs-unavailable: numpy']);
		assert.equal(finding.message, 'index.test cannot be reached: the connection was refused.');
		assert.equal(finding.severity, 'information');
		assert.deepEqual(finding.data, { cause: 'unreachable', retryAt: Date.UTC(2026, 0, 1) + 30_000 });
		assert.deepEqual(commands(finding), ['retryFailed', 'chooseIndex', 'openProxySettings', 'showLog', 'ignorePackage']);
	});

	it('becomes one note on the first line in an outage', async () => {
		const text = projectWith(...names.map((name) => `"${name}"`), '"flask"');
		const findings = await checked(text, { flask: ['3.0'], ...Object.fromEntries(names.map((name) => [name, down()])) });
		assert.deepEqual(seen(text, findings), ['docs-unavailable: [project]']);
		assert.match(
			findings[0]?.message ?? '',
			/^5 of 6 packages could not be looked up \(a, b, c and 2 more\)\. index\.test cannot be reached/,
		);
		assert.equal(findings[0]?.package, undefined);
		assert.deepEqual(findings[0]?.data['packages'], names);
	});

	it('counts packages, not how often the file names them', async () => {
		const text = '[project]\ndependencies = ["a", "b", "c", "flask"]\n[dependency-groups]\ndev = ["A", "b", "flask"]\n';
		const [finding] = await checked(text, { flask: ['3.0'], a: down(), b: down(), c: down() });
		assert.match(finding?.message ?? '', /^3 of 4 packages could not be looked up \(a, b, c\)\./);
	});

	it('counts an open breaker and what opened it as one cause', async () => {
		const open = () =>
			new CircuitOpenError('index.test is left alone for a minute', { retryAfterMs: 60_000, details: { lastFailure: 'unreachable' } });
		const text = projectWith(...names.map((name) => `"${name}"`));
		const findings = await checked(text, { a: open(), b: open(), c: open(), d: down(), e: open() });
		assert.equal(findings.length, 1);
		assert.match(findings[0]?.message ?? '', /connection was refused/);
		assert.equal(findings[0]?.data['cause'], 'unreachable');
	});

	it('keeps causes that differ apart', async () => {
		const text = projectWith('"a"', '"b"', '"c"');
		const findings = await checked(text, {
			a: down(),
			b: new NetworkError('timeout', 'Too late.'),
			c: new NetworkError('server_error', 'Broken.'),
		});
		assert.deepEqual(
			findings.map(({ data }) => data['cause']),
			['unreachable', 'timeout', 'server_error'],
		);
	});

	it('never hides what the other packages are', async () => {
		const text = projectWith('"a"', '"b==9"', '"c"');
		const findings = await checked(text, { a: down(), b: ['1.0'], c: new PackageNotFoundError('There is no package “c”') });
		assert.deepEqual(seen(text, findings), ['docs-unavailable: a', 'no-matching-version: ==9', 'unknown-package: c']);
	});

	it('promises no other try where none is made', async () => {
		const [finding] = await checked(projectWith('"a"'), { a: new NetworkError('tls_error', 'The certificate is not trusted.') });
		assert.deepEqual(finding?.data, { cause: 'tls_error', retryAt: undefined });
	});
});
