// Runs inside the extension host: VS Code loads this file and calls `run`.
import { format } from 'node:util';
import Mocha from 'mocha';
import SpecAndReport from '../../scripts/test/reporter.ts';
import { outside } from './outside.ts';
import { variables } from './variables.ts';

/** Rejects when a test failed, so that VS Code ends with another exit code than 0. */
export async function run(): Promise<void> {
	const suites: readonly string[] = JSON.parse(process.env[variables.suites] ?? '[]');
	const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, forbidOnly: true, forbidPending: true, reporter: SpecAndReport, color: false });
	const lines = outsideLines();
	Mocha.reporters.Base.consoleLog = lines.write;
	for (const suite of suites) mocha.addFile(suite);
	await mocha.loadFilesAsync();
	const failures = await new Promise<number>((resolve) => mocha.run(resolve));
	await lines.written();
	if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** Prints in the run around VS Code, one line after the other. */
function outsideLines(): { readonly write: (...parts: unknown[]) => void; readonly written: () => Promise<void> } {
	let last = Promise.resolve();
	return {
		write(...parts) {
			last = last.then(() => outside.say(format(...parts)));
		},
		written: () => last,
	};
}
