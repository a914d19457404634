import * as z from 'zod';
import { projectPath } from '../fields.ts';
import { tool } from '../tool.ts';

const position = z.object({ line: z.number(), character: z.number() });
const range = z.object({ start: position, end: position });

export const scanDependencies = tool({
	name: 'scan_dependencies',
	title: 'Scan dependencies',
	description:
		"A Python project's dependencies, the version each resolves to, and problems: packages that do not exist, are vulnerable, yanked, incompatible, or drift from the lock. Call it first in a project, after editing pyproject.toml, and before you say that its dependencies are fine. About 100 tokens a dependency; two requests for each that is not cached.",
	annotations: { readOnlyHint: true, openWorldHint: true },
	input: z.strictObject({ project_path: projectPath }),
	output: z.object({
		project_name: z.string().nullable(),
		project_path: z.string(),
		dependencies: z.array(
			z.looseObject({
				name: z.string(),
				raw: z.string(),
				version_constraint: z.string(),
				extras: z.array(z.string()),
				marker: z.string().nullable(),
				url: z.string().nullable(),
				source: z.string(),
				resolved_version: z.string().nullable(),
				resolved_from: z.string().nullable(),
				range: range.describe('0-based'),
			}),
		),
		dependency_count: z.number(),
		errors: z.array(z.looseObject({ code: z.string(), message: z.string() })).describe('What could not be read'),
		warnings: z.array(z.string()),
		findings: z.array(z.looseObject({ code: z.string(), severity: z.string(), message: z.string(), package: z.string().nullable() })),
		python_requires: z.string().nullable(),
	}),
	run: async ({ app, input, signal, onProgress }) => app.answers.scan(app, input.project_path, { signal, onProgress }),
});
