import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimateTokens } from '../../../src/core/docs/token-estimate.ts';

/** The counts are those of gpt-tokenizer 4.0.0 for the encodings `cl100k_base` and `o200k_base`. */
const counted: readonly (readonly [title: string, text: string, cl100k: number, o200k: number])[] = [
	[
		'prose',
		'The Session object allows you to persist certain parameters across requests. It also persists cookies across all requests made from the Session instance.',
		25,
		25,
	],
	[
		'Python',
		'def fetch_all(session: Session, urls: list[str]) -> dict[str, bytes]:\n    """Fetch every URL."""\n    return {url: session.get(url, timeout=(3.05, 27)).content for url in urls}\n',
		48,
		48,
	],
	['a table', '| Option | Default | Meaning |\n| - | - | - |\n| `timeout` | 30 | Seconds |\n| `retries` | 3 | Times |', 35, 35],
	['a shell session', '$ pip install "requests[socks]>=2.31,<3"\n$ python -m http.server --bind 127.0.0.1 8080', 34, 33],
	['a link', '[the docs](https://requests.readthedocs.io/en/latest/user/advanced/#session-objects)', 21, 22],
	['Japanese', 'リクエストは、人間のために作られた、エレガントでシンプルなHTTPライブラリです。', 36, 30],
	['Chinese', '请求是一个简单优雅的库，为人类而构建。它支持会话、代理和超时。', 30, 25],
	['Korean', '이 라이브러리는 간단하고 빠릅니다.', 22, 12],
	['Russian', 'Библиотека предоставляет простой интерфейс для выполнения запросов и хранения сессий.', 32, 18],
	['German', 'Größenveränderungen und Überprüfungen für Anfänger', 15, 13],
	['a hash', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 46, 46],
	['Base64', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0', 42, 42],
	['emoji', '🚀 Fast 🔒 safe ✨ simple 🎉🎉🎉', 19, 15],
];

describe('estimateTokens', () => {
	for (const [title, text, cl100k, o200k] of counted) {
		it(`of ${title} is an upper estimate, and no wild one`, () => {
			const estimate = estimateTokens(text);
			const most = Math.max(cl100k, o200k);
			assert.ok(estimate >= most && estimate <= most * 2, `${estimate} for ${cl100k} and ${o200k}`);
		});
	}

	it('is 0 of nothing, and a little more than what plain prose has', () => {
		assert.equal(estimateTokens(''), 0);
		assert.equal(estimateTokens('The quick brown fox jumps over the lazy dog. '.repeat(100)), 1065);
	});

	it('counts an ideograph and half an emoji as one or more', () => {
		for (const text of ['漢', 'か', '한', '😀', '🇩🇪', '\ud800']) assert.ok(estimateTokens(text) >= text.length);
	});

	const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }));

	it('grows with the text, and adds up, give or take one', () => {
		fc.assert(
			fc.property(text, text, (a, b) => {
				const both = estimateTokens(a + b);
				assert.ok(both >= Math.max(estimateTokens(a), estimateTokens(b)));
				assert.ok(Math.abs(both - estimateTokens(a) - estimateTokens(b)) <= 1);
			}),
		);
	});

	it('is never more than twice the characters', () => {
		fc.assert(fc.property(text, (given) => assert.ok(estimateTokens(given) <= 2 * given.length)));
	});
});
