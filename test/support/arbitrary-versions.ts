import fc from 'fast-check';

const separator = fc.constantFrom('', '.', '-', '_');
const number = fc.oneof(
	{ weight: 6, arbitrary: fc.nat({ max: 12 }).map(String) },
	{ weight: 1, arbitrary: fc.constantFrom('007', '9007199254740992', '9007199254740993', '123456789012345678901234567890') },
);
const optional = (arbitrary: fc.Arbitrary<string>) => fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary });

function suffix(words: readonly string[]): fc.Arbitrary<string> {
	return fc.tuple(separator, fc.constantFrom(...words), separator, optional(number)).map((parts) => parts.join(''));
}

const release = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
const epoch = optional(number.map((text) => `${text}!`));
const pre = suffix(['a', 'b', 'c', 'rc', 'alpha', 'Beta', 'PRE', 'preview']);
const post = fc.oneof(
	suffix(['post', 'rev', 'r', 'POST']),
	number.map((text) => `-${text}`),
);
const label = fc.oneof(number, fc.constantFrom('abc', 'ABC', 'ubuntu1', '1a'));
const local = fc
	.array(label, { minLength: 1, maxLength: 3 })
	.chain((labels) => fc.constantFrom('.', '-', '_').map((join) => `+${labels.join(join)}`));

/** Versions without a local label, in any spelling of PEP 440. */
export const publicVersionText = fc
	.tuple(fc.constantFrom('', '', 'v'), epoch, release, optional(pre), optional(post), optional(suffix(['dev', 'DEV'])))
	.map((parts) => parts.join(''));

/** Versions in any spelling of PEP 440. */
export const versionText = fc.tuple(publicVersionText, optional(local)).map((parts) => parts.join(''));

/** Plain releases, two numbers at least. */
export const releaseText = fc.array(fc.nat({ max: 12 }), { minLength: 2, maxLength: 4 }).map((numbers) => numbers.join('.'));

/** One clause of any operator but `===`. */
export const clauseText = fc.oneof(
	fc.tuple(fc.constantFrom('==', '!='), versionText).map((parts) => parts.join('')),
	fc.tuple(fc.constantFrom('<=', '>=', '<', '>'), publicVersionText).map((parts) => parts.join('')),
	fc.tuple(fc.constantFrom('==', '!='), releaseText).map(([operator, text]) => `${operator}${text}.*`),
	releaseText.map((text) => `~=${text}`),
);
