import * as z from 'zod';
import { type DocsReading, readDocs } from '../../core/docs/reading.ts';
import { docsAnswer, docsText } from '../docs-answer.ts';
import { packageName, projectPath, versionConstraint } from '../fields.ts';
import { readPackage } from '../read-package.ts';
import { tool } from '../tool.ts';

/** Of one page, whatever the settings say: the next one is a call away. */
const pageTokens = 10_000;
/** For the fence around it. */
const fenceCharacters = 200;
const fenceTokens = 80;

const outline = z.array(z.object({ heading: z.string().nullable(), level: z.number(), characters: z.number() }));

export const getPackageDocs = tool({
	name: 'get_package_docs',
	title: 'Read package docs',
	description:
		'Docs of a Python package at the exact version the project uses. Call it before writing code against a package, and before adding one: it tells whether the package exists. With query, only the sections that match, best first. Two requests unless cached; at most 10,000 tokens.',
	annotations: { readOnlyHint: true, openWorldHint: true },
	input: z.strictObject({
		package_name: packageName,
		version_constraint: versionConstraint,
		query: z.string().max(500).optional().describe('What you need to know'),
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
		warnings: z.array(z.string()),
	}),
	async run({ app, input, signal }) {
		const { settings, platform } = app.engine;
		const read = await readPackage(app, input, signal);
		const reading: DocsReading = readDocs(read.docs, {
			query: input.query,
			cursor: input.cursor,
			maxCharacters: settings['docs.maxCharacters'] - fenceCharacters,
			maxTokens: Math.min(settings['context.maxTokens'], pageTokens) - fenceTokens,
		});
		const answer = docsAnswer(read, reading, platform.now());
		return { answer, text: docsText(answer) };
	},
});
