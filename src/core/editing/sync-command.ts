import { ProjectParseError } from '../errors.ts';
import { parseToml, type TomlTable } from '../project/toml.ts';
import { stringAt, tableAt } from '../project/toml-access.ts';

const byLock: readonly (readonly [lock: string, command: string])[] = [
	['uv.lock', 'uv sync'],
	['poetry.lock', 'poetry lock'],
	['pdm.lock', 'pdm lock'],
];

const byTool: readonly (readonly [tool: string, command: string])[] = [
	['uv', 'uv sync'],
	['poetry', 'poetry lock'],
	['pdm', 'pdm lock'],
	['hatch', 'hatch env create'],
];

/** Names of the lock files whose presence beside a pyproject decides. */
export const lockFiles: readonly string[] = byLock.map(([lock]) => lock);

/**
 * The command by which the project's own tool takes over a changed pyproject: that of its lock file, else of the tool that has a table in it, else
 * of its build back-end, else pip's. `present`: the lock files beside it.
 */
export function syncCommand(text: string, present: ReadonlySet<string>): string {
	const ofLock = byLock.find(([lock]) => present.has(lock))?.[1];
	if (ofLock !== undefined) return ofLock;
	const root = rootOf(text);
	const tools = tableAt(root, 'tool');
	const backend = stringAt(tableAt(root, 'build-system'), 'build-backend')?.value ?? '';
	const ofTable = byTool.find(([tool]) => tools?.entries.has(tool))?.[1];
	return (
		ofTable ?? byTool.find(([tool]) => backend.startsWith(`${tool}_build`) || backend.startsWith(`${tool}.`))?.[1] ?? 'pip install -e .'
	);
}

function rootOf(text: string): TomlTable | undefined {
	try {
		return parseToml(text);
	} catch (thrown) {
		if (thrown instanceof ProjectParseError) return undefined;
		throw thrown;
	}
}
