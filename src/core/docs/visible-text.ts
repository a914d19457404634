import { excerpt } from '../packaging/excerpt.ts';

const escapeCharacter = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);

/** Escape sequences of terminals (ECMA-48): CSI with its parameters, OSC up to its terminator, and the two-character ones. */
const terminalEscapes = new RegExp(
	`${escapeCharacter}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escapeCharacter}]{0,2000}(?:${bell}|${escapeCharacter}\\\\)|[@-Z\\\\^_])`,
	'g',
);

const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;

/**
 * What a reader cannot see but a machine reads: control characters but tab and line feed, zero-width and bidirectional controls,
 * variation selectors, tag characters (all of Default_Ignorable_Code_Point), interlinear annotation and lone surrogates.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Surrogate}\uFFF9-\uFFFB]|(?![\t\n])\p{Control}/gu;

/** The text without anything that does not show; lines end in line feeds. */
export function visibleText(text: string): string {
	return text.replace(lineEnds, '\n').replace(terminalEscapes, '').replace(invisible, '');
}

/** The same, in one line. */
export function visibleLine(text: string): string {
	return visibleText(text).replace(/\s+/g, ' ').trim();
}

/** In sight of a reader goes so much of what is partly others' words: a server's error, a file's text. */
const mostCharacters = 800;

/** The same, cut where it is longer than a message can be. */
export function shortLine(text: string): string {
	return excerpt(visibleLine(text), mostCharacters);
}
