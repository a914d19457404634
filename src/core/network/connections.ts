import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import * as z from 'zod';

/** Where undici, Node's own one too, tells of each connection that it has opened. */
const channel = 'undici:client:connected';

const message = z.object({ connectParams: z.object({ protocol: z.string(), host: z.string() }) });

/**
 * Calls `opened` with the origin of each connection that this process opens, whoever asked for it. A proxy stands for all that is asked
 * through it. Returns the function that ends it.
 */
export function onConnection(opened: (origin: string) => void): () => void {
	const listener = (told: unknown) => {
		const { success, data } = message.safeParse(told);
		if (success) opened(`${data.connectParams.protocol}//${data.connectParams.host}`);
	};
	subscribe(channel, listener);
	return () => unsubscribe(channel, listener);
}
