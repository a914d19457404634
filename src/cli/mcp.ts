import packageJson from '../../package.json' with { type: 'json' };
import type { Engine } from '../core/engine.ts';
import { realPlatform } from '../core/platform.ts';
import { createApp } from '../mcp/app.ts';
import { LogMessages } from '../mcp/log-messages.ts';
import { serveOverStdio } from '../mcp/stdio.ts';
import { keepCompiledNow } from './compiled.ts';
import { configurationOf, logTo } from './configuration.ts';
import type { EngineFlags } from './engine-flags.ts';
import { withVariables } from './failure-texts.ts';
import type { ExitCode, Surroundings } from './surroundings.ts';

export interface McpFlags extends EngineFlags {
	readonly http?: true;
	readonly port: number;
	readonly host: string;
}

/** Serves MCP until the client or the process ends. */
export async function serveMcp(directories: readonly string[], flags: McpFlags, surroundings: Surroundings): Promise<ExitCode> {
	const { stdin, stdout, err, environment } = surroundings;
	const configuration = configurationOf(flags, surroundings);
	const { trace } = configuration.settings;
	const logs = new LogMessages(logTo(err, trace), trace);
	const platform = realPlatform(logs.write);
	const stop = surroundings.askedToEnd();
	let engine: Engine | undefined;
	const open = async () => {
		// Loaded with the first call, as all that answers: a client waits for the start.
		const [{ createEngine }, { projectsAt }] = await Promise.all([import('./engine.ts'), import('./projects-at.ts')]);
		engine = createEngine(configuration, flags, environment, platform);
		return { engine, projects: projectsAt(directories, environment) };
	};
	const app = createApp({ version: packageJson.version, platform }, open, withVariables);
	try {
		if (flags.http === true) {
			// Loaded when it is asked for: over standard input and output neither HTTP nor cryptography is needed.
			const { serveOverHttp } = await import('./mcp-http.ts');
			await serveOverHttp(app, flags, surroundings, stop);
		} else await serveOverStdio(app, { stdin, stdout, logs, onBegun: keepCompiledNow, stop });
		return 0;
	} finally {
		await engine?.close();
	}
}
