import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Json } from '../../../src/core/json.ts';
import { decodeEntry, encodeEntry, entryPath, packagePrefix, peekHeader } from '../../../src/core/network/disk-entry.ts';
import type { StoredAnswer } from '../../../src/core/network/stored-answer.ts';

const stored = (value: Json): StoredAnswer => ({
	packageName: 'numpy',
	value,
	fetchedAt: 1_767_225_600_000,
	freshness: { lifetimeMs: 600_000, etag: '"x"', lastModified: null, volatile: false },
	bytes: Buffer.byteLength(JSON.stringify(value)),
});
/** As if we had written it. */
const signed = (content: string) => `autodocs-cache 1 ${createHash('sha256').update(content).digest('hex')}\n${content}`;
const encode = (value: Json, key = 'key') => encodeEntry(key, stored(value));

describe('a cache entry on disk', () => {
	it('has the documented form', () => {
		const [magic, header, payload] = encode({ a: 1 }).split('\n');
		assert.match(magic ?? '', /^autodocs-cache 1 [0-9a-f]{64}$/);
		assert.deepEqual(Object.keys(JSON.parse(header ?? '')), ['key', 'packageName', 'fetchedAt', 'freshness']);
		assert.equal(payload, '{"a":1}');
	});

	it('stands where hashes say, never where names do', () => {
		const [version, shard, name] = entryPath('../../etc/passwd', '../numpy');
		assert.equal(version, 'v1');
		assert.match(shard, /^[0-9a-f]{2}$/);
		assert.match(name, /^[0-9a-f]{16}-[0-9a-f]{64}$/);
		assert.ok(name.startsWith(packagePrefix('../numpy')) && name.startsWith(shard));
	});

	it('comes back as it was, whatever JSON it holds', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const json = JSON.parse(JSON.stringify(value)) as Json;
				assert.deepEqual(decodeEntry('key', encode(json)), stored(json));
			}),
		);
	});

	it('is none when anything in it was changed, cut off or added', () => {
		const text = encode({ name: 'numpy', releases: ['1.0', '2.0'] });
		fc.assert(
			fc.property(fc.nat(text.length - 1), fc.constantFrom('cut', 'change', 'add', 'remove'), (at, damage) => {
				const other = text[at] === '1' ? '2' : '1';
				const damaged = {
					cut: text.slice(0, at),
					change: text.slice(0, at) + other + text.slice(at + 1),
					add: `${text.slice(0, at)}\u0000${text.slice(at)}`,
					remove: text.slice(0, at) + text.slice(at + 1),
				}[damage];
				assert.equal(decodeEntry('key', damaged), undefined);
			}),
		);
	});

	it('is none under another key', () => assert.equal(decodeEntry('another key', encode(1)), undefined));

	for (const [what, text] of [
		['nothing', ''],
		['no header', 'autodocs-cache 1 abc\n'],
		['another version', encode(1).replace('autodocs-cache 1', 'autodocs-cache 2')],
		['something else', 'hello\nworld\n'],
		['signed, but its header is no JSON', signed('no JSON\n1')],
		['signed, but its header lacks something', signed('{}\n1')],
		['signed, but without a payload', signed(`${encode(1).split('\n')[1]} `)],
		['signed, but its payload is no JSON', signed(`${encode(1).split('\n')[1]}\nundefined`)],
	] as const) {
		it(`is none when it is ${what}`, () => assert.equal(decodeEntry('key', text), undefined));
	}

	it('shows its header without being read whole', () => {
		const text = encode('x'.repeat(10_000));
		assert.equal(peekHeader(text.slice(0, 4096))?.packageName, 'numpy');
		assert.equal(peekHeader('autodocs-cache 1 abc\nno json\n'), undefined);
		assert.equal(peekHeader('autodocs-cache 1 abc\n{"key":1}\n'), undefined);
		assert.equal(peekHeader('hello'), undefined);
		assert.equal(peekHeader(text.replace('autodocs-cache 1', 'autodocs-cache 2')), undefined);
		assert.equal(peekHeader('autodocs-cache 1 abc'), undefined);
	});
});
