import type { Engine } from '../src/core/engine.ts';
import type { ParsedPyproject } from '../src/core/project/pyproject.ts';

const times = 30;

/** How long it takes to read and check a project anew, as each key that is typed does, ms; all answers are known by then. */
export async function keystrokes(engine: Engine, read: () => ParsedPyproject, text: string): Promise<readonly number[]> {
	const { project } = read();
	await engine.lookups.track('demo', project === undefined ? new Set() : engine.checker.names(project), 'interactive');
	return Array.from({ length: times }, () => {
		const startedAt = performance.now();
		engine.checker.check(read(), text);
		return performance.now() - startedAt;
	});
}
