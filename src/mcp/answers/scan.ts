import { scanProject } from '../../core/scan.ts';
import { chooseProject } from '../projects.ts';
import type { Shared } from '../shared.ts';
import { scanAnswer, scanText } from './scan-answer.ts';

/** Of a call: `onProgress` hears how far it is, in packages or steps. */
export interface AnswerOptions {
	readonly signal: AbortSignal;
	readonly onProgress: (done: number, total: number, message?: string) => void;
}

/** The dependencies of the project at `path` (see `chooseProject`), and what is wrong with them. */
export async function scan({ engine, projects }: Shared, path: string | undefined, { signal, onProgress }: AnswerOptions) {
	const loaded = await chooseProject(projects, path);
	const scanned = await scanProject(engine, loaded, {
		signal,
		priority: 'background',
		onProgress: (done, total) => onProgress(done, total, `${done} of ${total} packages looked up`),
	});
	const answer = scanAnswer(scanned);
	return { answer, text: scanText(answer) };
}
