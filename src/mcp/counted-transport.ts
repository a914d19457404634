import type { JSONRPCMessage, MessageExtraInfo, RequestId, Transport } from '@modelcontextprotocol/server';

/** A transport that knows which requests are not answered yet. Everything passes through it as it is. */
export class CountedTransport implements Transport {
	readonly #inner: Transport;
	readonly #open = new Set<RequestId>();
	#idle: () => void = () => undefined;
	onmessage: Transport['onmessage'];

	constructor(inner: Transport) {
		this.#inner = inner;
	}

	set onclose(listener: Transport['onclose']) {
		this.#inner.onclose = listener;
	}

	get onclose(): Transport['onclose'] {
		return this.#inner.onclose;
	}

	set onerror(listener: Transport['onerror']) {
		this.#inner.onerror = listener;
	}

	get onerror(): Transport['onerror'] {
		return this.#inner.onerror;
	}

	async start(): Promise<void> {
		this.#inner.onmessage = (message: JSONRPCMessage, extra?: MessageExtraInfo) => {
			if ('method' in message && 'id' in message) this.#open.add(message.id);
			// Who cancels gets no answer.
			else if ('method' in message && message.method === 'notifications/cancelled') this.#close(message.params?.['requestId']);
			this.onmessage?.(message, extra);
		};
		await this.#inner.start();
	}

	async send(message: JSONRPCMessage, ...options: [{ readonly relatedRequestId?: RequestId }?]): Promise<void> {
		await this.#inner.send(message, ...options);
		if (!('method' in message)) this.#close(message.id);
	}

	close(): Promise<void> {
		return this.#inner.close();
	}

	/** Resolves when every request that came in is answered. */
	answered(): Promise<void> {
		if (this.#open.size === 0) return Promise.resolve();
		return new Promise((resolve) => {
			this.#idle = resolve;
		});
	}

	#close(id: unknown): void {
		this.#open.delete(id as RequestId);
		if (this.#open.size === 0) this.#idle();
	}
}
