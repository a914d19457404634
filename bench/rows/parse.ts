import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { median, type Row } from '../row.ts';
import { pyproject } from '../workbench.ts';

/** Once warm: an editor parses at every pause in typing. */
export async function parseRows(): Promise<readonly Row[]> {
	const text = pyproject(500);
	const runs = Array.from({ length: 50 }, () => {
		const startedAt = performance.now();
		parsePyproject(text, '/demo/pyproject.toml');
		return performance.now() - startedAt;
	});
	const [first = Number.NaN] = runs;
	return [
		{
			figure: 'parse a pyproject.toml of 500 requirements',
			measured: median(runs),
			limit: 10,
			unit: 'ms',
			note: `first ${first.toFixed(1)} ms`,
		},
	];
}
