import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is open in this process, by its kind: timers, sockets, files. */
export type Handles = Readonly<Record<string, number>>;

export function openHandles(): Handles {
	const handles: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
	return handles;
}

/** Of each kind, how many more there are than before. Empty: none. */
export function moreHandles(now: Handles, before: Handles): Handles {
	const more = Object.entries(now).map(([kind, count]) => [kind, count - (before[kind] ?? 0)] as const);
	return Object.fromEntries(more.filter(([, count]) => count > 0));
}

export function collectGarbage(): void {
	const collect = collector();
	// The first lets go of what only finalizers held.
	collect();
	collect();
}

/** Collects garbage as when memory runs out: V8 gives the system the empty pages too that it else keeps for garbage to come. */
export function giveBackPages(): void {
	collector()({ type: 'major', flavor: 'last-resort' });
}

function collector(): (options?: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc');
}

/** Where V8 keeps the code that it compiles, and drops, as it sees fit. */
const codeSpaces: ReadonlySet<string> = new Set(['code_space', 'code_large_object_space', 'trusted_space', 'trusted_large_object_space']);

/** Bytes on the heap that something still needs, without compiled code. */
export function heldHeap(): number {
	collectGarbage();
	return getHeapSpaceStatistics()
		.filter(({ space_name: name }) => !codeSpaces.has(name))
		.reduce((sum, { space_used_size: bytes }) => sum + bytes, 0);
}
