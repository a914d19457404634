import assert from 'node:assert/strict';
import { isMadeFor } from '../../../../src/core/project/locks/poetry-hash.ts';

const poetry = `[tool.poetry]
name = "demo"
version = "1.0"

[tool.poetry.dependencies]
python = "^3.9"
requests = { version = "^2.31", extras = ["socks"], optional = true }
"naïve 😀" = "1 \\u007f"

[tool.poetry.group.dev.dependencies]
pytest = ">=8"
`;
const project = `[project]
name = "demo"
requires-python = ">=3.9"
dependencies = ["requests>=2.31"]

[project.optional-dependencies]
fast = ["attrs"]
`;
const groups = `
[dependency-groups]
dev = ["pytest>=8", { include-group = "lint" }]
lint = ["ruff"]
`;

describe('the content hash of a poetry.lock', () => {
	/** Made by Poetry 2.5.1. */
	const rows: readonly (readonly [what: string, text: string, hashes: readonly string[]])[] = [
		['of a project in Poetry’s own tables', poetry, ['d9c5cb95b720302d584ea6992ecf2d1d85a0af1da7840c7fe96ad81b988c97c9']],
		['of a standard project', project, ['f04ea61d96a9a24c4b6c2ee8b5a94db0642ab757acf8e5496d678c2a2a64ee62']],
		[
			'of one with dependency groups, which older releases leave out',
			project + groups,
			[
				'711aa79575e5be7200503113d1fbac72f827c5964aaef530b46e824026ec2ebf',
				'f04ea61d96a9a24c4b6c2ee8b5a94db0642ab757acf8e5496d678c2a2a64ee62',
			],
		],
		[
			'of dependency groups beside Poetry’s own tables',
			poetry + groups,
			[
				'1a587e9142662c59d31b75b1a1a231291bb4b7083020bc282b6350bacd04b4e0',
				'd9c5cb95b720302d584ea6992ecf2d1d85a0af1da7840c7fe96ad81b988c97c9',
			],
		],
		['of one that requires nothing', '[tool.poetry]\nname = "x"\n', ['115cf985d932e9bf5f540555bbdd75decbb62cac81e399375fc19f6277f8c1d8']],
	];
	for (const [what, text, hashes] of rows) {
		it(`is known ${what}`, () => {
			for (const hash of hashes) assert.equal(isMadeFor(text, hash), true, hash);
			assert.equal(isMadeFor(text, '0'.repeat(64)), false);
		});
	}

	it('does not change with what is no requirement', () => {
		assert.equal(isMadeFor(`# A comment.\n${poetry.replace('1.0', '2.0')}\n[tool.ruff]\nline-length = 100\n`, rows[0]?.[2][0] ?? ''), true);
	});

	it('is not judged where it cannot be computed', () => {
		for (const value of ['1.5', '1979-05-27', 'inf']) {
			assert.equal(isMadeFor(`[tool.poetry.dependencies]\na = { x = ${value} }\n`, '0'), undefined);
		}
		assert.equal(isMadeFor('[', '0'), undefined);
	});
});
