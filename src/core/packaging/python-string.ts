const simpleEscapes: Readonly<Record<string, string>> = {
	'\n': '',
	'\\': '\\',
	"'": "'",
	'"': '"',
	a: '\x07',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};

/** Digits that follow `\x`, `\u` and `\U`. */
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * The value of a Python string literal, given what stands between its quotes: Python's packaging reads the strings of a marker that way,
 * although PEP 508 knows no escapes. Undefined when Python would refuse it; named characters (`\N{…}`) are refused too.
 */
export function decodePythonString(raw: string): string | undefined {
	if (!/[\\\n\r\0]/.test(raw)) return raw;
	const parts: string[] = [];
	for (let at = 0; at < raw.length; ) {
		const part = readPart(raw, at);
		if (part === undefined) return undefined;
		parts.push(part.value);
		at += part.length;
	}
	return parts.join('');
}

interface Part {
	readonly value: string;
	/** UTF-16 units of the source. */
	readonly length: number;
}

function readPart(raw: string, at: number): Part | undefined {
	const unit = raw.charAt(at);
	if (unit !== '\\') return /[\n\r\0]/.test(unit) ? undefined : { value: unit, length: 1 };
	const kind = raw.charAt(at + 1);
	const simple = simpleEscapes[kind];
	if (simple !== undefined) return { value: simple, length: 2 };
	const hexLength = hexLengths[kind];
	if (hexLength !== undefined) return readHex(raw.slice(at + 2, at + 2 + hexLength), hexLength);
	const octal = /^[0-7]{1,3}/.exec(raw.slice(at + 1, at + 4))?.[0];
	if (octal !== undefined) return { value: String.fromCodePoint(Number.parseInt(octal, 8)), length: 1 + octal.length };
	return kind === '' || kind === 'N' ? undefined : { value: '\\', length: 1 };
}

function readHex(digits: string, length: number): Part | undefined {
	if (!/^[0-9a-f]+$/i.test(digits) || digits.length !== length) return undefined;
	const codePoint = Number.parseInt(digits, 16);
	return codePoint > 0x10ffff ? undefined : { value: String.fromCodePoint(codePoint), length: 2 + length };
}
