import * as vscode from 'vscode';
import type { Logger, LogLevel } from '../core/platform.ts';

const order: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

/** The AutoDocs output channel. `autodocs.trace` decides what is written, so that a person need not know of the channel's own level. */
export class Log implements vscode.Disposable {
	readonly channel = vscode.window.createOutputChannel('AutoDocs', { log: true });
	level: LogLevel = 'info';

	readonly write: Logger = (level, message, fields) => {
		if (order.indexOf(level) < order.indexOf(this.level)) return;
		const line = fields === undefined ? message : `${message} ${JSON.stringify(fields)}`;
		if (level === 'error') this.channel.error(line);
		else if (level === 'warn') this.channel.warn(line);
		else this.channel.info(level === 'info' ? line : `[${level}] ${line}`);
	};

	dispose(): void {
		this.channel.dispose();
	}
}
