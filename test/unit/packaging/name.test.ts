import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isValidName, normalizeName } from '../../../src/core/packaging/name.ts';

const normalForms: readonly (readonly [written: string, normal: string])[] = [
	['requests', 'requests'],
	['Django', 'django'],
	['Flask-SQLAlchemy', 'flask-sqlalchemy'],
	['zope.interface', 'zope-interface'],
	['a_-.b', 'a-b'],
	['ruamel.yaml.clib', 'ruamel-yaml-clib'],
];

describe('normalizeName', () => {
	for (const [written, normal] of normalForms) {
		it(`gives ${normal} for ${written}`, () => assert.equal(normalizeName(written), normal));
	}

	// PEP 503: "the name should be lowercased with all runs of the characters ., -, or _ replaced with a single - character".
	it('changes nothing the second time', () => {
		fc.assert(fc.property(fc.string(), (text) => assert.equal(normalizeName(normalizeName(text)), normalizeName(text))));
	});
});

describe('isValidName', () => {
	for (const name of ['a', '7', 'A.b_c-9', 'x'.repeat(200)]) {
		it(`accepts ${name.slice(0, 20)}`, () => assert.equal(isValidName(name), true));
	}
	for (const name of ['', '-a', 'a-', 'a.', '_a', 'a_', 'a b', 'é', 'aſ', 'a\n', 'x'.repeat(201), 'x'.repeat(1_000_000)]) {
		it(`refuses ${JSON.stringify(name.slice(0, 20))}`, () => assert.equal(isValidName(name), false));
	}
});
