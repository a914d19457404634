import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { clauseText } from '../../support/arbitrary-versions.ts';

const file = '/p/pyproject.toml';
const name = fc.stringMatching(/^[A-Za-z]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/);
const blank = fc.constantFrom('', ' ', '\t');

interface Written {
	readonly token: string;
	readonly name: string;
	readonly specifier: string;
}

/** A TOML string of any style that decodes to the text; `escapes` says which characters are written as escapes. */
function token(text: string, style: '"' | "'" | '"""' | "'''", escapes: readonly boolean[]): string {
	if (style.startsWith("'")) return `${style}${text}${style}`;
	const escaped = [...text].map((character, i) => (escapes[i % escapes.length] === true ? unicodeEscape(character) : character));
	return `${style}${escaped.join('')}${style}`;
}

function unicodeEscape(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const written: fc.Arbitrary<Written> = fc
	.record({
		name,
		specifier: fc.oneof(fc.constant(''), clauseText),
		blank,
		style: fc.constantFrom('"' as const, "'" as const, '"""' as const, "'''" as const),
		escapes: fc.oneof(fc.constant([false]), fc.array(fc.boolean(), { minLength: 1, maxLength: 5 })),
	})
	.map(({ name, specifier, blank, style, escapes }) => ({ token: token(name + blank + specifier, style, escapes), name, specifier }));

const separator = fc.constantFrom(', ', ',', ',\n\t', ', # 🐍\n', ',\r\n  ');

const document = fc
	.tuple(fc.array(fc.tuple(written, separator), { minLength: 1, maxLength: 8 }), fc.constantFrom('', '# 🐍🐍\n', '\r\n'))
	.map(([entries, head]) => ({
		entries: entries.map(([entry]) => entry),
		text: `${head}[project]\nname = "🐍"\ndependencies = [${entries.map(([entry, separator]) => entry.token + separator).join('')}]\n`,
	}));

/** The characters that a slice of a TOML token stands for. */
function unescaped(source: string): string {
	return source.replace(/\\u([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

describe('any pyproject.toml', () => {
	it('gives each requirement the characters that it stands on, however its string is written', () => {
		fc.assert(
			fc.property(document, ({ text, entries }) => {
				const { project, syntaxError } = parsePyproject(text, file);
				assert.equal(syntaxError, undefined);
				const slice = (span: { readonly start: number; readonly end: number } | undefined) =>
					span === undefined ? '' : text.slice(span.start, span.end);
				assert.deepEqual(
					project?.requirements.map(({ spans }) => ({
						token: slice(spans.token),
						name: unescaped(slice(spans.name)),
						specifier: unescaped(slice(spans.specifier)),
					})),
					entries,
				);
			}),
			{ numRuns: 300 },
		);
	});

	it('is read or refused, whatever it is', () => {
		fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 })), hasResult));
	});

	it('is read or refused when it is cut off anywhere, with every place inside it', () => {
		fc.assert(
			fc.property(document, fc.nat(), ({ text }, at) => hasResult(text.slice(0, at % (text.length + 1)))),
			{ numRuns: 300 },
		);
	});

	it('is read or refused when any part of it is replaced', () => {
		const noise = fc.oneof(
			fc.string({ maxLength: 5 }),
			fc.constantFrom('[', ']', '"', "'", '\n', '{', '=', '\\', '#', ',', '"""', '\r', '\ufeff'),
		);
		fc.assert(
			fc.property(document, fc.nat(), fc.nat({ max: 10 }), noise, ({ text }, at, length, inserted) => {
				const start = at % (text.length + 1);
				hasResult(text.slice(0, start) + inserted + text.slice(start + length));
			}),
			{ numRuns: 500 },
		);
	});
});

function hasResult(text: string): void {
	const { project, syntaxError } = parsePyproject(text, file);
	assert.notEqual(project === undefined, syntaxError === undefined);
	const spans = [
		...(syntaxError === undefined ? [] : [syntaxError.span]),
		...(project?.problems ?? []).map(({ span }) => span),
		...(project?.requirements ?? []).flatMap((requirement) => [requirement.errorSpan, ...Object.values(requirement.spans)]),
	];
	for (const span of spans) {
		if (span !== undefined)
			assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, `${span.start}–${span.end} of ${text.length}`);
	}
}
