import * as z from 'zod';
import { packageName, projectPath, versionConstraint } from '../fields.ts';
import { tool } from '../tool.ts';

const outline = z.array(z.object({ heading: z.string().nullable(), level: z.number(), characters: z.number() }));

export const getPackageDocs = tool({
	name: 'get_package_docs',
	title: 'Read package docs',
	description:
		'Docs (what was published with the release, mostly its README) of a Python package at the version the project uses. Call it before writing code against a package, when its API surprises you, and before adding one: it tells whether it exists, is vulnerable or abandoned. Give a query to get only the sections that match. At most 10,000 tokens; two requests unless cached.',
	annotations: { readOnlyHint: true, openWorldHint: true },
	input: z.strictObject({
		package_name: packageName,
		version_constraint: versionConstraint,
		query: z.string().max(500).optional().describe('Words of what you need to know'),
		project_path: projectPath,
		cursor: z.string().max(500).optional().describe('next_cursor of the page before'),
	}),
	output: z.looseObject({
		package_name: z.string(),
		version: z.string(),
		resolved_version: z.string(),
		resolved_from: z.string(),
		documentation: z.string(),
		sections: outline,
		omitted_sections: outline,
		next_cursor: z.string().optional(),
		from_cache: z.boolean(),
		stale: z.boolean(),
		fetched_at: z.string(),
		query_applied: z.object({ query: z.string(), matched: z.boolean() }).nullable(),
		vulnerabilities: z
			.array(z.looseObject({ id: z.string(), fixed_in: z.array(z.string()) }))
			.nullable()
			.describe('null: not known'),
		yanked: z.looseObject({ reason: z.string().nullable() }).nullable(),
		status: z.string().describe('PEP 792'),
		warnings: z.array(z.string()),
	}),
	run: async ({ app, input, signal }) => app.answers.docsOfVersion(app, input, signal),
});
