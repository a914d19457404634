import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The groups of host tests that picture something, and what: the states are those that the suites bring up. */
const groups: Readonly<Record<string, string>> = {
	'tree-welcome': 'first run: no project',
	tree: 'the tree: loading, empty, opened, filtered, without a match, partly unavailable, broken file, hostile texts',
	'tree-huge': 'the tree with 5,000 requirements',
	packaged: 'the file, problems, hover, quick fixes; the status bar and a hover while the index fails; pages',
	aids: 'completion, updates, the docs preview, also offline',
	locks: 'what is said of locks',
	installed: 'what is said of imports and of what is installed',
	advisories: 'a vulnerable version',
	restricted: 'a workspace that is not trusted',
	language: 'every surface in a pseudo-language, longer than any',
	panel: 'the panel: loading, empty, well, huge, while the index fails, offline',
};

/** Runs them with their pictures in `folder`. False when a test failed: its pictures may lack. */
export async function runGroupsIn(folder: string): Promise<boolean> {
	for (const [name, what] of Object.entries(groups)) console.log(`${name}: ${what}`);
	const child = spawn(process.execPath, [join('test', 'host', 'run.ts'), ...Object.keys(groups)], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, AUTODOCS_SCREENSHOTS: folder },
	});
	const [code] = (await once(child, 'exit')) as [number | null];
	return code === 0;
}
