import type { LoggingLevel, McpServer } from '@modelcontextprotocol/server';
import { isAtLeast, type Logger, type LogLevel } from '../core/platform.ts';
import { onClosed } from './on-closed.ts';
import { visible } from './untrusted.ts';

const levels: Readonly<Record<LogLevel, LoggingLevel>> = { trace: 'debug', debug: 'debug', info: 'info', warn: 'warning', error: 'error' };

/** Passes each line of the log on to the servers that are connected, beside the log itself. */
export class LogMessages {
	readonly #log: Logger;
	readonly #lowest: LogLevel;
	readonly #listeners = new Set<Logger>();

	/** `log`: where lines go besides. `lowest`: the least that servers are sent. */
	constructor(log: Logger, lowest: LogLevel) {
		this.#log = log;
		this.#lowest = lowest;
	}

	readonly write: Logger = (level, message, fields) => {
		this.#log(level, message, fields);
		if (!isAtLeast(level, this.#lowest)) return;
		for (const listener of this.#listeners) listener(level, message, fields);
	};

	/** Until the server's connection closes. */
	sendTo(server: McpServer): void {
		const listener: Logger = (level, message, fields) => {
			const data = visible(fields === undefined ? { message } : { message, ...fields });
			// A client who is gone needs no log.
			server.sendLoggingMessage({ level: levels[level], logger: 'autodocs', data }).catch(() => undefined);
		};
		this.#listeners.add(listener);
		onClosed(server, () => this.#listeners.delete(listener));
	}
}
