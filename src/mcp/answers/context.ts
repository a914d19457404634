import { type ContextRequest, docsContext } from '../../core/docs/context.ts';
import { impliedProject } from '../projects.ts';
import type { Shared } from '../shared.ts';
import { contextAnswer, contextText } from './context-answer.ts';
import { type PackageInput, requestOptions } from './read-package.ts';
import type { AnswerOptions } from './scan.ts';

/** Characters a token, at most: a budget in tokens is the one that binds. */
const charactersPerToken = 4;
/** Of the budget, what fences, names and notes of a package may take: they are not docs. */
const noteTokens = 120;
/** Characters of warnings, failures and what was left out, each, for each token of the budget: a tenth of it. */
const noteCharactersPerToken = charactersPerToken / 10;

interface ContextInput extends PackageInput {
	readonly include_dependencies: boolean;
	readonly context_scope: ContextRequest['scope'];
	readonly max_dependencies?: number | undefined;
	readonly max_tokens?: number | undefined;
}

/** Docs of a package with those of what it requires, and what that took. */
export async function dependencyContext(shared: Shared, input: ContextInput, { signal, onProgress }: AnswerOptions) {
	const { engine, projects, shelf } = shared;
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
				now: engine.platform.now(),
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
		context: contextAnswer(context, input.context_scope, tokens * noteCharactersPerToken),
		performance: {
			total_time_seconds: (engine.platform.monotonic() - startedAt) / 1000,
			requests: engine.client.metrics().attempts - before.attempts,
		},
	};
	return { answer, text: contextText(answer.context) };
}
