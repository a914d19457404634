import pLimit from 'p-limit';
import { type App, mostCalls } from '../mcp/app.ts';
import { LogMessages } from '../mcp/log-messages.ts';
import { projectsIn } from '../mcp/projects.ts';
import { serveOverStdio } from '../mcp/stdio.ts';
import { configurationOf, createEngine, type EngineFlags, logTo } from './configuration.ts';
import type { ExitCode, Surroundings } from './surroundings.ts';

/** Serves MCP until the client or the process ends. */
export async function serveMcp(directories: readonly string[], flags: EngineFlags, surroundings: Surroundings): Promise<ExitCode> {
	const { stdin, stdout, err, environment } = surroundings;
	const configuration = configurationOf(flags, surroundings);
	const { trace } = configuration.settings;
	const logs = new LogMessages(logTo(err, trace), trace);
	const engine = createEngine(configuration, flags, environment, logs.write);
	try {
		const app: App = { engine, projects: projectsIn(directories), inTurn: pLimit(mostCalls) };
		await serveOverStdio(app, { stdin, stdout, logs, stop: surroundings.askedToEnd() });
		return 0;
	} finally {
		await engine.close();
	}
}
