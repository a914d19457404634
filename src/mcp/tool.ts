import type { CallToolResult, McpServer, ServerContext, ToolAnnotations } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { toAutoDocsError, ValidationError } from '../core/errors.ts';
import type { CallersApp, Loaded } from './app.ts';
import { failureOf } from './failure.ts';
import { inputSchema, outputSchema } from './shown-schema.ts';
import { visible } from './untrusted.ts';

/** One call, as a tool sees it. */
export interface Call<I> {
	readonly app: Loaded;
	readonly input: I;
	/** Aborts when the caller cancels or is gone. */
	readonly signal: AbortSignal;
	/** Tells a caller who asked to be told. */
	readonly onProgress: (done: number, total: number, message?: string) => void;
}

/** What a tool is called, what it takes and gives, and how. Thin: what it does, core can do without it. */
export interface ToolDefinition<I extends z.ZodObject, O extends z.ZodObject> {
	readonly name: string;
	readonly title: string;
	/** When to use it, and what it costs. */
	readonly description: string;
	readonly annotations: ToolAnnotations;
	/** Strict: a field that it does not know is refused. */
	readonly input: I;
	/** Of a success, but for `success: true`. */
	readonly output: O;
	readonly run: (call: Call<z.output<I>>) => Promise<Answered<z.input<O>>>;
}

export interface Answered<T> {
	/** For a machine. */
	readonly answer: T;
	/** The same for a reader. */
	readonly text: string;
}

/** A tool, ready to be offered by any number of servers. */
export interface Tool {
	readonly name: string;
	readonly register: (server: McpServer, app: CallersApp) => void;
}

export function tool<I extends z.ZodObject, O extends z.ZodObject>(definition: ToolDefinition<I, O>): Tool {
	const { name, title, description, annotations, input, output } = definition;
	// The same for every server.
	const shown = { title, description, annotations, inputSchema: inputSchema(input), outputSchema: outputSchema(output) };
	return {
		name,
		register(server, app) {
			server.registerTool(name, shown, (given, context) => call(definition, app, given, context));
		},
	};
}

/** Never throws: what fails is an answer too. */
async function call<I extends z.ZodObject, O extends z.ZodObject>(
	definition: ToolDefinition<I, O>,
	app: CallersApp,
	given: unknown,
	context: ServerContext,
): Promise<CallToolResult> {
	try {
		const input = checkedInput(definition, given);
		const { signal } = context.mcpReq;
		const { answer, text } = await app.inTurn(async () => {
			signal.throwIfAborted();
			return await definition.run({ app: await app.loaded(), input, signal, onProgress: progressTo(context) });
		});
		return {
			content: [{ type: 'text', text }],
			structuredContent: { success: true, ...answer },
		};
	} catch (thrown) {
		return failed(thrown, definition.name, app);
	}
}

function failed(thrown: unknown, name: string, app: CallersApp): CallToolResult {
	const error = toAutoDocsError(thrown);
	const level = error.code === 'internal_error' ? 'error' : 'debug';
	app.platform.log(level, `The tool ${name} failed: ${error.message}`, {
		code: error.code,
		...(level === 'error' && error.cause instanceof Error ? { stack: error.cause.stack } : {}),
	});
	const failure = failureOf(error, app.named);
	return { content: [{ type: 'text', text: JSON.stringify(failure, null, 2) }], structuredContent: { ...failure }, isError: true };
}

/** Throws ValidationError that names every field that is wrong. */
function checkedInput<I extends z.ZodObject>(
	{ name, input }: Pick<ToolDefinition<I, z.ZodObject>, 'name' | 'input'>,
	given: unknown,
): z.output<I> {
	const checked = input.safeParse(given ?? {});
	if (checked.success) return checked.data;
	const problems = checked.error.issues
		.slice(0, 10)
		.map(({ path, message }) => ({ field: path.map(String).join('.') || '(input)', problem: message }));
	const known = Object.keys(input.shape);
	throw new ValidationError(`The input of ${name} is wrong: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join('; ')}`, {
		details: { problems, known_fields: known },
		suggestions: [known.length === 0 ? `Call ${name} without any input` : `Call ${name} with these fields alone: ${known.join(', ')}`],
	});
}

function progressTo({ mcpReq }: ServerContext): Call<unknown>['onProgress'] {
	const token = mcpReq._meta?.progressToken;
	if (token === undefined) return () => undefined;
	return (progress, total, message) => {
		const params = {
			progressToken: token,
			progress,
			total,
			...(message === undefined ? {} : { message: visible(message, 200) }),
		};
		// A caller who is gone needs no news.
		mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
	};
}
