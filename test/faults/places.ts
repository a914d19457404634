import { beforeHeaders } from './places/before-headers.ts';
import { inTheBody } from './places/body.ts';
import { caching } from './places/caching.ts';
import { clock } from './places/clock.ts';
import { closing } from './places/closing.ts';
import { connect } from './places/connect.ts';
import { content } from './places/content.ts';
import { disk } from './places/disk.ts';
import { docs } from './places/docs.ts';
import { entries } from './places/entries.ts';
import { indexAnswers } from './places/index-answers.ts';
import { keepAliveConnections } from './places/keep-alive.ts';
import { outage } from './places/outage.ts';
import { overload } from './places/overload.ts';
import { processes } from './places/processes.ts';
import { projects } from './places/projects.ts';
import { redirects } from './places/redirects.ts';
import { sessions } from './places/sessions.ts';
import { statuses } from './places/statuses.ts';
import { tls } from './places/tls.ts';
import type { Place } from './scenario.ts';

/** The whole table, in the order in which a request comes by. */
export const places: readonly Place[] = [
	connect,
	tls,
	beforeHeaders,
	statuses,
	redirects,
	inTheBody,
	content,
	keepAliveConnections,
	overload,
	outage,
	caching,
	sessions,
	clock,
	indexAnswers,
	docs,
	disk,
	entries,
	processes,
	projects,
	closing,
];
