import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = join(import.meta.dirname, '..', '..', '.venv-test');
const binaries = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');

/** The real tools, in a virtual environment of their own. */
export const tools = {
	folder,
	path: (tool: string) => join(binaries, process.platform === 'win32' ? `${tool}.exe` : tool),
};

/** Variables of the process that would lead a tool to another environment than its project's. */
const leading = ['VIRTUAL_ENV', 'CONDA_PREFIX', 'UV_PROJECT_ENVIRONMENT', 'PYTHONPATH', 'PYTHONHOME'];

/** Runs a tool in a project; its standard output. Rejects with what it said. */
export async function run(project: string, tool: string, ...args: readonly string[]): Promise<string> {
	return await runWith({}, project, tool, ...args);
}

/** As {@link run}, with variables of the process beside those that it has. */
export async function runWith(variables: NodeJS.ProcessEnv, project: string, tool = '', ...args: readonly string[]): Promise<string> {
	const others = Object.entries(process.env).filter(([name]) => !leading.includes(name));
	const env = {
		...Object.fromEntries(others),
		POETRY_VIRTUALENVS_IN_PROJECT: 'true',
		POETRY_VIRTUALENVS_CREATE: 'true',
		PDM_IGNORE_ACTIVE_VENV: '1',
		PDM_CHECK_UPDATE: 'false',
		UV_PYTHON_DOWNLOADS: 'never',
		NO_COLOR: '1',
		COLUMNS: '500',
		...variables,
	};
	const command = tool.includes('/') || tool.includes('\\') ? tool : tools.path(tool);
	try {
		return (await promisify(execFile)(command, [...args], { cwd: project, env, maxBuffer: 50_000_000 })).stdout;
	} catch (thrown) {
		throw new Error(`${tool} ${args.join(' ')}: ${thrown instanceof Error ? thrown.message.slice(0, 2000) : thrown}`, {
			cause: thrown,
		});
	}
}
