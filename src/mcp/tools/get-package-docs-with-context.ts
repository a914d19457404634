import * as z from 'zod';
import { packageName, projectPath, versionConstraint } from '../fields.ts';
import { tool } from '../tool.ts';

export const getPackageDocsWithContext = tool({
	name: 'get_package_docs_with_context',
	title: 'Read package docs with dependencies',
	description:
		'Docs of a package together with those of what it requires, at versions that go together. Use it only when code crosses package borders: get_package_docs with a query is far cheaper. Up to max_tokens; two requests per package unless cached.',
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
	run: async ({ app, input, signal, onProgress }) => app.answers.dependencyContext(app, input, { signal, onProgress }),
});
