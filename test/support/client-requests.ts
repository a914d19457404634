import { BadResponseError, PackageNotFoundError } from '../../src/core/errors.ts';
import type { Json } from '../../src/core/json.ts';
import type { ClientSettings } from '../../src/core/network/client.ts';
import type { ClientRequest } from '../../src/core/network/request.ts';

/** A request for JSON, as an index access would make it. */
export function jsonRequest(url: URL | string, change: Partial<ClientRequest<Json>> = {}): ClientRequest<Json> {
	const { pathname, origin } = new URL(url);
	const packageName = pathname.split('/').findLast((part) => part !== '') ?? 'numpy';
	return {
		key: `releases:${origin}:${pathname}`,
		kind: 'releases',
		label: `the releases of ${packageName}`,
		packageName,
		url: new URL(url),
		accept: 'application/json',
		maxBytes: 10_000_000,
		immutable: false,
		parse: ({ bytes }) => {
			try {
				return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
			} catch (cause) {
				throw new BadResponseError('The answer is not JSON', { cause });
			}
		},
		notFound: () => new PackageNotFoundError(`${packageName} does not exist`),
		...change,
	};
}

export function clientSettings(origin: string, change: Partial<ClientSettings> = {}): ClientSettings {
	return {
		maxConcurrentRequests: 50,
		deadlineMs: 30_000,
		breakerThreshold: 5,
		breakerRecoveryMs: 60_000,
		cacheMaxBytes: 200 * 1024 * 1024,
		offline: false,
		allowedOrigins: [origin],
		userAgent: 'AutoDocs/test',
		...change,
	};
}
