import * as l10n from '@vscode/l10n';
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
	if (text.trim() === '') throw badResponse(asked, l10n.t('an empty answer'));
	if (looksLikeHtml(text)) throw signInPage(asked);
	try {
		return JSON.parse(text);
	} catch (cause) {
		const sort = body.contentType === '' ? l10n.t('something that is not JSON') : l10n.t('{0} that is not valid JSON', body.contentType);
		throw badResponse(asked, sort, { cause });
	}
}

/** Checks `value` against `schema`. Throws BadResponseError that names the field. */
export function readSchema<T>(schema: z.ZodType<T>, value: unknown, asked: Asked): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	const field = issue?.path.map(String).join('.') ?? '';
	throw badResponse(asked, wrongShape(field === '' ? l10n.t('the answer itself') : l10n.t('the field {0}', field), issue), { field });
}

function wrongShape(part: string, issue: z.core.$ZodIssue | undefined): string {
	if (issue?.code !== 'invalid_type') {
		return l10n.t('JSON of the wrong shape: {0} is wrong ({1})', part, issue?.message ?? l10n.t('unknown'));
	}
	if (issue.message.endsWith('received undefined')) return l10n.t('JSON of the wrong shape: {0} is missing', part);
	return /^[aeiou]/.test(issue.expected)
		? l10n.t('JSON of the wrong shape: {0} should be an {1}', part, issue.expected)
		: l10n.t('JSON of the wrong shape: {0} should be a {1}', part, issue.expected);
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
		l10n.t(
			'{0} answered the request for {1} with a web page; a captive portal or proxy that wants you to sign in may have answered in its place',
			host,
			label,
		),
		{
			details: { host, reason: 'html' },
			suggestions: [
				l10n.t('Open a web page in your browser and sign in to the network or proxy, then retry'),
				l10n.t('Check the index URL in the settings'),
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
	return new BadResponseError(l10n.t('{0} answered the request for {1} with {2}', host, label, what), {
		details: { host, field: more.field },
		suggestions: [
			l10n.t('Retry: the answer may have been damaged on its way'),
			l10n.t('Check that the index URL is the root of a Simple API'),
		],
		recoveryActions: ['retryFailed', 'openSettings'],
		cause: more.cause,
	});
}

function decodeStrictly(body: ReceivedBody, asked: Asked): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body.bytes);
	} catch (cause) {
		throw badResponse(asked, l10n.t('text that is not UTF-8'), { cause });
	}
}
