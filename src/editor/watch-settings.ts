import * as vscode from 'vscode';
import type { Log } from './log.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** Takes changed settings while running, and says which are not as they should be. */
export function watchSettings(session: Session, log: Log): vscode.Disposable {
	const say = () => {
		for (const { message } of session.configuration.problems) log.write('warn', message);
	};
	const take = () => {
		const configuration = readSettings();
		log.level = configuration.settings.trace;
		session.configure(configuration);
		say();
	};
	say();
	return vscode.Disposable.from(
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('autodocs')) take();
			// Another way out may be a way through.
			// Never rejects: what fails again is kept as what is known.
			else if (event.affectsConfiguration('http')) void session.engine.retryFailed({ priority: 'background' });
		}),
		vscode.workspace.onDidGrantWorkspaceTrust(take),
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) session.engine.networkMayBeBack();
		}),
	);
}
