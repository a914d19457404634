import type { AutoDocsError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Millis } from '../platform.ts';

/** Who waits: a person looking at it now, or work that warms caches. */
export type Priority = 'interactive' | 'background';

export interface RequestOptions {
	/** Leaves the operation; aborts it when nobody else waits for it. */
	readonly signal?: AbortSignal;
	/** Default `interactive`. */
	readonly priority?: Priority;
	/** Ask the origin even when a cached answer is fresh (a conditional request where possible), and forget negative answers. */
	readonly refresh?: boolean;
}

/** A body that came in whole, within its limit, after redirects. */
export interface ReceivedBody {
	readonly bytes: Uint8Array;
	/** Lower case, without parameters; '' when the server did not say. */
	readonly contentType: string;
	/** Of the answer itself: relative links are resolved against it. */
	readonly url: URL;
}

/** One logical need. Two requests with the same `key` are the same need. */
export interface ClientRequest<T extends Json> {
	/** Stable across restarts, e.g. `releases:<index url>:numpy`. Only its hash reaches the disk. */
	readonly key: string;
	/** For metrics and logs: the kind of operation. */
	readonly kind: 'releases' | 'metadata' | 'core-metadata' | 'vulnerabilities';
	/** For messages: what is asked, e.g. `the releases of numpy`. */
	readonly label: string;
	/** The package it is about, in its PEP 503 form: for `refresh` and `forget` by package. */
	readonly packageName: string;
	readonly url: URL;
	readonly accept: string;
	/** Bytes after decompression; a longer body is `response_too_large`. */
	readonly maxBytes: number;
	/** The answer never changes (a release's metadata): once cached it is not asked again. */
	readonly immutable: boolean;
	/** Checks the body and keeps what core needs of it. Throws BadResponseError, naming the field. */
	readonly parse: (body: ReceivedBody) => T;
	/** Turns a 404 (410) into the error that says what does not exist. */
	readonly notFound: () => AutoDocsError;
}

/** A value with its history. */
export interface Answer<T> {
	readonly value: T;
	/** Wall clock, ms since the epoch: when an origin last vouched for the value. */
	readonly fetchedAt: Millis;
	readonly from: 'network' | 'memory' | 'disk';
	/** Set when the origin could not be asked and an older answer is served in its place: why. */
	readonly staleBecause: AutoDocsError | undefined;
}
