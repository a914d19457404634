import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { run, tools } from './tools.ts';

/** The variable that names the tools that did their part, as a JSON list, to the tests. */
export const ableTools = 'AUTODOCS_ABLE_TOOLS';

/** Poetry asks PyPI by its JSON API, which other indexes do not have: so it is told that this is any index. */
export const simpleSource = `[[tool.poetry.source]]\nname = "simple"\nurl = "${process.env['PIP_INDEX_URL'] ?? 'https://pypi.org/simple/'}"\npriority = "primary"\n`;

/** Each locks one small package, or asks for it where it has no lock; Hatch does neither. */
const parts = {
	uv: ['uv', 'lock'],
	poetry: ['poetry', 'lock', '--no-interaction'],
	pdm: ['pdm', 'lock'],
	hatch: ['hatch', 'env', 'find'],
	pip: ['python', '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', 'downloaded', 'iniconfig'],
} as const;

export type RehearsedTool = keyof typeof parts;

const pyproject = `[project]
name = "rehearsal"
version = "1.0"
requires-python = ">=3.10"
dependencies = ["iniconfig"]
[tool.poetry]
package-mode = false
${simpleSource}`;

/**
 * The tools that do their part before anything counts. Of one that does not, `say` hears why: its index is gone, or it is another tool by now;
 * AutoDocs has no part in that.
 */
export async function rehearse(say: (line: string) => void): Promise<readonly RehearsedTool[]> {
	const able: RehearsedTool[] = [];
	for (const [tool, [command, ...args]] of Object.entries(parts) as [RehearsedTool, (typeof parts)[RehearsedTool]][]) {
		const folder = await temporaryFolder();
		try {
			await writeFile(join(folder, 'pyproject.toml'), pyproject);
			await run(folder, command, ...args);
			able.push(tool);
		} catch (thrown) {
			say(`${tool} is not tested against, since it does not do its part: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
		} finally {
			await removeFolder(folder);
		}
	}
	if (able.length > 0) say(`In ${tools.folder} these do their part: ${able.join(', ')}.`);
	return able;
}
