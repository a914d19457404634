import * as z from 'zod/mini';

/*
 * Everything that the panel shows, and what it and its host say to each other: one definition for both sides. `null` is what is not known.
 * Points in time are wall clock, ms since the epoch. All text is plain text, some of it from packages and servers: it is never markup.
 */

const time = z.number();
const text = z.string();

/** What a button in the panel does: the host knows no others. */
export const panelCommand = z.enum(['retryFailed', 'refresh', 'openSettings', 'showLog', 'clearCache', 'showProblems', 'checkHealth']);

const action = z.object({ command: panelCommand, label: text });

const check = z.object({ label: text, status: z.enum(['healthy', 'degraded', 'unhealthy']), message: text, tookMs: z.number(), action });

const origin = z.object({
	origin: text,
	breaker: z.enum(['closed', 'open', 'half-open']),
	probeAt: z.nullable(time),
	pausedUntil: z.nullable(time),
	lastError: z.nullable(text),
	inFlight: z.number(),
	waiting: z.number(),
	p50Ms: z.nullable(z.number()),
	p95Ms: z.nullable(z.number()),
});

/** `from`: what set it, `default` where nothing did. */
const setting = z.object({ key: text, value: text, from: text });

const metrics = z.object({
	uptimeMs: z.number(),
	operations: z.number(),
	failed: z.number(),
	stale: z.number(),
	inFlight: z.number(),
	hitRate: z.number(),
	answers: z.object({ memory: z.number(), disk: z.number(), network: z.number(), notModified: z.number(), absent: z.number() }),
	attempts: z.number(),
	retries: z.number(),
	troubled: z.number(),
	recovered: z.number(),
	bytesReceived: z.number(),
	bytesSaved: z.number(),
	connections: z.number(),
	p50Ms: z.number(),
	p95Ms: z.number(),
	p99Ms: z.number(),
	errors: z.array(z.object({ code: text, count: z.number() })),
});

/** `errors`: of the requests. Times are of whole operations. */
const sample = z.object({
	at: time,
	requests: z.number(),
	errors: z.number(),
	p50Ms: z.number(),
	p95Ms: z.number(),
	p99Ms: z.number(),
});

/** `at`: ms since the operation began. `code`: of its failure. */
const attempt = z.object({ at: z.number(), tookMs: z.number(), code: z.nullable(text) });

const operation = z.object({
	id: z.number(),
	kind: text,
	packageName: text,
	startedAt: time,
	tookMs: z.number(),
	attempts: z.array(attempt),
	attemptCount: z.number(),
	error: z.nullable(z.object({ code: text, message: text })),
});

const cache = z.object({
	directory: text,
	entries: z.number(),
	bytes: z.number(),
	maxBytes: z.number(),
	packages: z.array(z.object({ name: text, entries: z.number(), bytes: z.number(), fetchedAt: time })),
});

const panelView = z.object({
	takenAt: time,
	version: text,
	status: z.object({
		kind: z.enum(['idle', 'loading', 'healthy', 'degraded', 'offline', 'problem']),
		detail: text,
		actions: z.array(action),
	}),
	/** Null until the first check has ended. */
	health: z.nullable(z.object({ at: time, checks: z.array(check) })),
	isChecking: z.boolean(),
	origins: z.array(origin),
	settings: z.array(setting),
	/** Messages about values that were set, but are not as they should be. */
	rejected: z.array(text),
	metrics,
	sampleEveryMs: z.number(),
	samples: z.array(sample),
	operations: z.array(operation),
	/** Null until the folder was read. */
	cache: z.nullable(cache),
});

export type PanelView = z.infer<typeof panelView>;
export type PanelCommand = z.infer<typeof panelCommand>;

export const panelTab = z.enum(['health', 'metrics']);
export type PanelTab = z.infer<typeof panelTab>;

/** A name in its PEP 503 form. */
const packageName = z.string().check(z.maxLength(214), z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/));

export const toHost = z.discriminatedUnion('type', [
	/** The panel was loaded and knows nothing. */
	z.strictObject({ type: z.literal('ready') }),
	z.strictObject({ type: z.literal('run'), command: panelCommand }),
	z.strictObject({ type: z.literal('forget'), packageName }),
	z.strictObject({ type: z.literal('refresh'), packageName }),
	/** The page about an error. */
	z.strictObject({ type: z.literal('help'), code: z.string().check(z.maxLength(40), z.regex(/^[a-z_]+$/)) }),
	z.strictObject({ type: z.literal('copyDiagnostics') }),
	z.strictObject({ type: z.literal('export') }),
]);

export const toPanel = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('view'), view: panelView }),
	z.strictObject({ type: z.literal('show'), tab: panelTab }),
]);

/** The element of the page that holds its texts in the person's language, as JSON. */
export const translationsId = 'translations';

export type ToHost = z.infer<typeof toHost>;
export type ToPanel = z.infer<typeof toPanel>;
