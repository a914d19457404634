import type { z } from 'zod';
import { BadResponseError } from '../errors.ts';
import type { ReceivedBody } from '../network/request.ts';

/** Who answered what, for the messages of parsers: `pypi.org`, `the releases of numpy`. */
export interface Asked {
	readonly host: string;
	readonly label: string;
}

/** The JSON of a body. Throws BadResponseError that says what came instead. */
export function readJson(body: ReceivedBody, asked: Asked): unknown {
	const text = decodeStrictly(body, asked);
	if (text.trim() === '') throw badResponse(asked, 'an empty answer');
	if (looksLikeHtml(text)) throw signInPage(asked);
	try {
		return JSON.parse(text);
	} catch (cause) {
		const sort = body.contentType === '' ? 'something that is not JSON' : `${body.contentType} that is not valid JSON`;
		throw badResponse(asked, sort, { cause });
	}
}

/** Checks `value` against `schema`. Throws BadResponseError that names the field. */
export function readSchema<T>(schema: z.ZodType<T>, value: unknown, asked: Asked): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	const field = issue?.path.map(String).join('.') ?? '';
	throw badResponse(asked, `JSON of the wrong shape: ${field === '' ? 'the answer itself' : `the field ${field}`} ${wrongness(issue)}`, {
		field,
	});
}

/** Completes "the field x". */
function wrongness(issue: z.core.$ZodIssue | undefined): string {
	if (issue?.code !== 'invalid_type') return `is wrong (${issue?.message ?? 'unknown'})`;
	if (issue.message.endsWith('received undefined')) return 'is missing';
	return `should be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
}

/** Text that may be in any encoding: what is not UTF-8 shows as U+FFFD. */
export function decodeLeniently(body: ReceivedBody): string {
	return new TextDecoder().decode(body.bytes);
}

/** By its content type, or by its first character: servers of files send JSON as anything. */
export function looksLikeJson({ contentType, bytes }: ReceivedBody): boolean {
	if (contentType.includes('json')) return true;
	return new TextDecoder().decode(bytes.subarray(0, 100)).trimStart().startsWith('{');
}

export function looksLikeHtml(text: string): boolean {
	return text.trimStart().startsWith('<');
}

/** HTML came where data were asked: most often the page of a network that wants one to sign in first. */
export function signInPage({ host, label }: Asked): BadResponseError {
	return new BadResponseError(
		`${host} answered the request for ${label} with a web page; a captive portal or proxy that wants you to sign in may have answered in its place`,
		{
			details: { host, reason: 'html' },
			suggestions: [
				'Open a web page in your browser and sign in to the network or proxy, then retry',
				'Check the index URL in the settings',
			],
			recoveryActions: ['retryFailed', 'openSettings'],
		},
	);
}

/** `what` completes "pypi.org answered the request for … with". */
export function badResponse(
	{ host, label }: Asked,
	what: string,
	more: { readonly field?: string; readonly cause?: unknown } = {},
): BadResponseError {
	return new BadResponseError(`${host} answered the request for ${label} with ${what}`, {
		details: { host, field: more.field },
		suggestions: ['Retry: the answer may have been damaged on its way', 'Check that the index URL is the root of a Simple API'],
		recoveryActions: ['retryFailed', 'openSettings'],
		cause: more.cause,
	});
}

function decodeStrictly(body: ReceivedBody, asked: Asked): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body.bytes);
	} catch (cause) {
		throw badResponse(asked, 'text that is not UTF-8', { cause });
	}
}
