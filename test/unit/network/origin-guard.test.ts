import assert from 'node:assert/strict';
import { NetworkError, ValidationError } from '../../../src/core/errors.ts';
import { checkOrigin, redirectTarget } from '../../../src/core/network/origin-guard.ts';

const asking = (url: string) => ({ label: 'the releases of numpy', packageName: 'numpy', url: new URL(url) });

describe('the origin guard', () => {
	const rows: readonly [url: string, allowed: readonly string[], passes: boolean][] = [
		['https://pypi.org/simple/numpy/', ['https://pypi.org'], true],
		['https://user:secret@pypi.org/simple/numpy/', ['https://pypi.org'], true],
		['http://127.0.0.1:3141/simple/numpy/', ['http://127.0.0.1:3141'], true],
		['http://127.100.0.25:3141/simple/numpy/', ['http://127.100.0.25:3141'], true],
		['http://localhost:3141/simple/numpy/', ['http://localhost:3141'], true],
		['http://[::1]:3141/simple/numpy/', ['http://[::1]:3141'], true],
		['https://pypi.org/simple/numpy/', [], false],
		['https://pypi.org:8443/simple/numpy/', ['https://pypi.org'], false],
		['https://evil.test/simple/numpy/', ['https://pypi.org'], false],
		['http://pypi.org/simple/numpy/', ['http://pypi.org'], false],
		['http://127.0.0.1.evil.test/', ['http://127.0.0.1.evil.test'], false],
		['http://localhost.evil.test/', ['http://localhost.evil.test'], false],
		['ftp://127.0.0.1/', ['ftp://127.0.0.1'], false],
		['file:///etc/passwd', ['null'], false],
	];
	for (const [url, allowed, passes] of rows) {
		it(`${passes ? 'lets' : 'does not let'} ${url} out where ${allowed.join(', ') || 'nothing'} is allowed`, () => {
			const check = () => checkOrigin(asking(url), allowed);
			if (passes) check();
			else assert.throws(check, (error) => error instanceof ValidationError && !error.message.includes('secret'));
		});
	}

	it('says whom it does not ask, and where to change that', () => {
		assert.throws(
			() => checkOrigin(asking('https://user:secret@evil.test/numpy?token=secret'), []),
			(error) => {
				assert.ok(error instanceof ValidationError);
				assert.deepEqual(error.details, { package: 'numpy', host: 'evil.test', url: 'https://evil.test/numpy' });
				assert.match(error.suggestions.join(), /autodocs\.index\.url/);
				assert.deepEqual(error.recoveryActions, ['openSettings']);
				return true;
			},
		);
	});
});

describe('a redirect', () => {
	const rows: readonly [from: string, location: string | null, to: string | undefined][] = [
		['https://pypi.org/simple/Numpy/', '/simple/numpy/', 'https://pypi.org/simple/numpy/'],
		['https://pypi.org/simple/numpy', 'numpy/', 'https://pypi.org/simple/numpy/'],
		['https://pypi.org/simple/numpy/', 'https://cdn.test/numpy/', 'https://cdn.test/numpy/'],
		['http://127.0.0.1:3141/a', 'http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
		['http://127.0.0.1:3141/a', 'https://pypi.org/a', 'https://pypi.org/a'],
		['https://localhost/a', 'https://127.0.0.1/a', 'https://127.0.0.1/a'],
		['https://pypi.org/a', 'http://pypi.org/a', undefined],
		['http://127.0.0.1:3141/a', 'http://pypi.org/a', undefined],
		['https://pypi.org/a', 'http://127.0.0.1:80/a', undefined],
		['https://pypi.org/a', 'https://localhost/a', undefined],
		['https://127.0.0.1/a', 'http://127.0.0.1/a', undefined],
		['https://pypi.org/a', 'javascript:alert(1)', undefined],
		['https://pypi.org/a', 'file:///etc/passwd', undefined],
		['https://pypi.org/a', 'https://me:secret@cdn.test/a', undefined],
		['https://pypi.org/a', 'https://secret@pypi.org/a', undefined],
		['https://pypi.org/a', 'https://:secret@pypi.org/a', undefined],
		['https://pypi.org/a', 'http://[', undefined],
		['https://pypi.org/a', null, undefined],
	];
	for (const [from, location, to] of rows) {
		it(`from ${from} to ${location} ${to === undefined ? 'is not followed' : `leads to ${to}`}`, () => {
			const follow = () => redirectTarget(asking(from), new URL(from), location);
			const refused = (error: unknown) =>
				error instanceof NetworkError && error.code === 'http_error' && !/secret/.test(error.message + JSON.stringify(error.details));
			if (to === undefined) assert.throws(follow, refused);
			else assert.equal(follow().href, to);
		});
	}
});
