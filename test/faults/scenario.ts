import type { ErrorCode } from '../../src/core/errors.ts';
import type { ProjectReleases, ReleaseMetadata } from '../../src/core/index/package-index.ts';
import type { ClientSettings } from '../../src/core/network/client.ts';
import type { Answer } from '../../src/core/network/request.ts';
import type { Lab } from './lab.ts';

/** What fails, and where. Makes itself of use first, so that a scenario may begin with an answer that is cached. */
export interface World {
	/** Begins well-behaved. Returns the origin of the index. */
	readonly start: (lab: Lab) => Promise<string>;
	/** Now it goes wrong. */
	readonly turn: (lab: Lab) => void | Promise<void>;
	/** Requests that reached it since. */
	readonly exchanges: (lab: Lab) => number;
}

/** What one who asks gets. */
export type Outcome = Answer<ProjectReleases> | Answer<ReleaseMetadata> | Error;

/** An error, with its cause and a way out. */
export interface GetsError {
	readonly code: ErrorCode;
	/** The cause, in the message. Every message names the package and the index besides. */
	readonly says: RegExp;
	/** Among the suggestions, of which there is at least one. */
	readonly advises?: RegExp;
	/** What the error says to wait, ms. */
	readonly retryAfterMs?: number;
}

/** An answer, whole and with its age. */
export interface GetsAnswer {
	readonly version: string;
	/** Default: `network`, or with `staleBecause` whatever holds the older one. */
	readonly from?: Answer<null>['from'];
	/** An older answer in place of this failure. */
	readonly staleBecause?: ErrorCode;
}

/** What the user must get. */
export type Gets = GetsError | GetsAnswer;

/** A way of asking; resolves with what each of those who asked got. */
export type Ask = (lab: Lab) => Promise<readonly Outcome[]>;

/** A row of the table. */
export interface Scenario {
	/** What fails and how it ends, as the end of the sentence that the place begins. */
	readonly title: string;
	readonly world: World;
	/** An answer of an hour ago is cached, and no longer fresh. */
	readonly cached?: boolean;
	/** Default: one who asks for the releases of numpy. */
	readonly ask?: Ask;
	/** Of everyone who asks, or of each in turn. */
	readonly gets: Gets | readonly Gets[];
	/** Requests that reach the server, at least and at most. */
	readonly exchanges: number | readonly [least: number, most: number];
	readonly settings?: Partial<ClientSettings>;
	/** Simulated time until everyone is answered, ms: at most. Default: the deadline. */
	readonly withinMs?: number;
	/** What else must hold, before the client is closed. */
	readonly and?: (lab: Lab) => void | Promise<void>;
}

/** A scenario that is no single question: it acts in the laboratory, and says itself what must hold. */
export interface Play {
	readonly title: string;
	readonly play: (lab: Lab) => Promise<void>;
	/** It takes long, and is shorter when the laboratory is run with the other tests. */
	readonly timeoutMs?: number;
}

/** The scenarios of one place where things fail. */
export interface Place {
	/** The beginning of their titles. */
	readonly name: string;
	readonly scenarios: readonly (Scenario | Play)[];
}
