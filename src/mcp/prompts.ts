import { completable, type GetPromptResult, type McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { App } from './app.ts';
import { packageName } from './fields.ts';

/** Ways to begin that a person picks from a menu. They name the tools to use, since only those see the project as it is then. */
export function registerPrompts(server: McpServer, app: App): void {
	// Of its own for each server: the SDK writes the completion into the schema.
	const name = packageName.describe('As the index has it');
	const aPackage = z.object({
		package_name: completable(name, async (typed) => {
			const shared = await app.loaded();
			return await shared.answers.completePackage(shared, typed);
		}),
	});
	server.registerPrompt(
		'explain_dependency',
		{ title: 'Explain a dependency', description: 'What a package is for in this project, at the version in use', argsSchema: aPackage },
		({ package_name: given }) =>
			ask(
				`Explain what the Python package ${quoted(given)} is for in this project. Call scan_dependencies to see where it is required and which version applies, then get_package_docs for that version. Look up how the code uses it. Say in a few sentences what it does here, and what would break without it.`,
			),
	);
	server.registerPrompt(
		'upgrade_plan',
		{ title: 'Plan an upgrade', description: 'Steps to a newer version of a package, checked against its docs', argsSchema: aPackage },
		({ package_name: given }) =>
			ask(
				`Plan the upgrade of the Python package ${quoted(given)} in this project. Call scan_dependencies for the version in use and its problems; get_package_docs with query "changelog migration breaking changes" for that version and, with version_constraint "latest", for the newest; get_package_docs_with_context for what has to move with it. List the changes of the code, the new specifier, and how to check that it works. Do not change anything yet.`,
			),
	);
	server.registerPrompt(
		'fix_dependency_problems',
		{ title: 'Fix dependency problems', description: "Goes through what is wrong with the project's dependencies" },
		() =>
			ask(
				'Fix the problems with the dependencies of this project. Call scan_dependencies and go through its findings, errors first. For an unknown package find out from the code what is meant before you choose among the suggestions; never install a package only because its name is near. For a version problem read the docs of the version that you move to with get_package_docs. Change pyproject.toml alone, one finding at a time, and call scan_dependencies again at the end.',
			),
	);
}

function ask(text: string): GetPromptResult {
	return { messages: [{ role: 'user', content: { type: 'text', text } }] };
}

/** A name is all that may stand there: anything else would speak in our words. */
function quoted(name: string): string {
	return `"${name.replace(/[^\w.-]/g, '').slice(0, 100)}"`;
}
