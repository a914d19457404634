import assert from 'node:assert/strict';
import { lookUpFacts } from '../../src/core/findings/look-up-facts.ts';
import { nodeFiles } from '../../src/core/project/files.ts';
import { loadProject } from '../../src/core/project/load-project.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { startIndex } from '../bench-index.ts';
import { packageName } from '../index-pages.ts';
import { best, type Row } from '../row.ts';
import { engineFor, withFolder, writePyproject } from '../workbench.ts';

const requirements = 200;

/** A line of a project whose answers are known is changed to require another package. */
export async function editRows(): Promise<readonly Row[]> {
	await using index = await startIndex({ packages: requirements + 20, size: 'realistic', latencyMs: 5 });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		const { parsed, texts } = await loadProject(await writePyproject(folder, requirements), nodeFiles);
		const text = texts.get(parsed.file) ?? '';
		const track = async (project: typeof parsed.project) =>
			await engine.lookups.track(parsed.file, project === undefined ? new Set() : engine.checker.names(project), 'interactive');
		await track(parsed.project);
		await lookUpFacts(engine.facts, engine.checker, parsed.project ?? assert.fail('no project'), 'interactive');
		engine.checker.check(parsed, text);
		const spent: number[] = [];
		const requests: number[] = [];
		for (let edit = 0; edit < 10; edit++) {
			await index.reset();
			const edited = text.replace(packageName(100), packageName(requirements + edit));
			const startedAt = performance.now();
			const now = parsePyproject(edited, parsed.file);
			const parsedAt = performance.now();
			await track(now.project);
			const answeredAt = performance.now();
			engine.checker.check(now, edited);
			spent.push(performance.now() - answeredAt + (parsedAt - startedAt));
			requests.push((await index.traffic()).requests);
		}
		await engine.close();
		return [
			{ figure: 'change one of 200 requirements: new requests', measured: Math.max(...requests), limit: 1, unit: '' as const },
			{ figure: '… parse and find anew, once answered', measured: best(spent), limit: 100, unit: 'ms' as const },
		];
	});
}
