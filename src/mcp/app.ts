import type { Platform } from '../core/platform.ts';
import type * as Answers from './answers/answers.ts';
import { ProjectNews } from './project-news.ts';
import type { Shared } from './shared.ts';
import { type InTurn, Turns } from './turns.ts';

/** {@link Shared}, and what makes answers of it. */
export interface Loaded extends Shared {
	readonly answers: typeof Answers;
}

/** What every server, tool, resource and prompt of one process shares. */
export interface App {
	/** Of AutoDocs. */
	readonly version: string;
	readonly platform: Platform;
	/** Names settings in a text as whoever runs the server sets them. */
	readonly named: (text: string) => string;
	/** What answers take is loaded with the first of them: a server that was only started needs little time and memory. */
	readonly loaded: () => Promise<Loaded>;
	readonly news: ProjectNews;
	readonly turns: Turns;
}

/** The same for one caller, whose calls are bounded. */
export interface CallersApp extends App {
	readonly inTurn: InTurn;
}

export function forOneCaller(app: App): CallersApp {
	return { ...app, inTurn: app.turns.forOneCaller() };
}

/** `open` is called once, if ever. The engine is not the app's: its owner closes it. */
export function createApp(
	{ version, platform }: Pick<App, 'version' | 'platform'>,
	open: () => Promise<Pick<Shared, 'engine' | 'projects'>>,
	named: App['named'] = asInTheEditor,
): App {
	const news = new ProjectNews(platform);
	let loading: Promise<Loaded> | undefined;
	const load = async () => {
		const [{ engine, projects }, answers] = await Promise.all([open(), import('./answers/answers.ts')]);
		news.knows(projects);
		return { engine, projects, shelf: new answers.DocsShelf(), lookalikes: new answers.Lookalikes(), answers };
	};
	return {
		version,
		platform,
		named,
		loaded() {
			loading ??= load();
			return loading;
		},
		news,
		turns: new Turns(),
	};
}

function asInTheEditor(text: string): string {
	return text;
}
