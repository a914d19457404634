import * as vscode from 'vscode';
import { isAtLeast, type Logger, type LogLevel } from '../core/platform.ts';

const levels: Readonly<Record<LogLevel, vscode.LogLevel>> = {
	trace: vscode.LogLevel.Trace,
	debug: vscode.LogLevel.Debug,
	info: vscode.LogLevel.Info,
	warn: vscode.LogLevel.Warning,
	error: vscode.LogLevel.Error,
};

/**
 * The AutoDocs output channel. `autodocs.trace` decides what is written, so that a person need not know of the channel's own level: where that
 * would hold back what is finer than `info`, it is written as `info`.
 */
export class Log implements vscode.Disposable {
	readonly channel = vscode.window.createOutputChannel('AutoDocs', { log: true });
	level: LogLevel = 'info';

	readonly write: Logger = (level, message, fields) => {
		if (!isAtLeast(level, this.level)) return;
		const line = fields === undefined ? message : `${message} ${JSON.stringify(fields)}`;
		if (levels[level] < Math.min(this.channel.logLevel, levels.info)) this.channel.info(`[${level}] ${line}`);
		else this.channel[level](line);
	};

	dispose(): void {
		this.channel.dispose();
	}
}
