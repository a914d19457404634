import * as z from 'zod';
import { docsContext } from '../../core/docs/context.ts';
import { contextAnswer, contextText } from '../context-answer.ts';
import { packageName, projectPath, versionConstraint } from '../fields.ts';
import { impliedProject } from '../projects.ts';
import { requestOptions } from '../read-package.ts';
import { tool } from '../tool.ts';

/** Characters a token, at most: a budget in tokens is the one that binds. */
const charactersPerToken = 4;
/** Of the budget, what fences, names and notes of a package may take: they are not docs. */
const noteTokens = 120;

export const getPackageDocsWithContext = tool({
	name: 'get_package_docs_with_context',
	title: 'Read package docs with dependencies',
	description:
		'Docs of a package together with those of what it requires, at versions that go together. Use it when code crosses package borders; else get_package_docs, which is far cheaper. Two requests per package unless cached; up to max_tokens.',
	annotations: { readOnlyHint: true, openWorldHint: true },
	input: z.strictObject({
		package_name: packageName,
		version_constraint: versionConstraint,
		include_dependencies: z.boolean().default(true),
		context_scope: z.enum(['smart', 'runtime', 'primary_only']).default('smart'),
		max_dependencies: z.int().min(0).max(20).optional().describe('Default: 8'),
		max_tokens: z.int().min(1000).max(100_000).optional().describe('Default: 30000'),
		project_path: projectPath,
	}),
	output: z.object({
		context: z.looseObject({
			primary_package: z.looseObject({ name: z.string(), version: z.string(), documentation: z.string() }),
			runtime_dependencies: z.array(z.looseObject({ name: z.string(), version: z.string(), documentation: z.string() })),
			context_scope: z.string(),
			total_packages: z.number(),
			truncated_packages: z.array(z.string()),
			token_estimate: z.number(),
			failures: z.array(z.looseObject({ package: z.string(), code: z.string() })),
		}),
		performance: z.looseObject({ total_time_seconds: z.number() }),
	}),
	async run({ app, input, signal, onProgress }) {
		const { engine, projects, shelf } = app;
		const startedAt = engine.platform.monotonic();
		const before = engine.client.metrics();
		const tokens = input.max_tokens ?? engine.settings['context.maxTokens'];
		const dependencies = input.max_dependencies ?? engine.settings['context.maxDependencies'];
		const room = Math.max(tokens - noteTokens * (dependencies + 1), Math.ceil(tokens / 2));
		const loaded = await impliedProject(projects, input.project_path);
		const context = await docsContext(
			engine.index,
			{
				package: {
					name: input.package_name,
					constraint: input.version_constraint,
					project: loaded?.parsed.project,
					platform: process.platform,
				},
				includeDependencies: input.include_dependencies,
				scope: input.context_scope,
				maxDependencies: dependencies,
				maxTokens: room,
				maxCharacters: room * charactersPerToken,
			},
			{ ...requestOptions(signal), onProgress, docsOf: (metadata, atMost) => shelf.docsOf(metadata, atMost) },
		);
		const answer = {
			context: contextAnswer(context, input.context_scope),
			performance: {
				total_time_seconds: (engine.platform.monotonic() - startedAt) / 1000,
				requests: engine.client.metrics().attempts - before.attempts,
			},
		};
		return { answer, text: contextText(answer.context) };
	},
});
