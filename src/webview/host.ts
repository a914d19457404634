import * as z from 'zod/mini';
import { panelTab, type ToHost, type ToPanel, toPanel } from '../core/health/panel/view.ts';

/** What VS Code gives a webview. */
declare function acquireVsCodeApi(): {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: PanelState): void;
};

/** What outlives a reload of the window and the time while the panel is hidden. */
const panelState = z.object({ tab: panelTab, filter: z.string(), outcome: z.enum(['all', 'failed', 'retried']), scroll: z.number() });

export type PanelState = z.infer<typeof panelState>;

const firstState: PanelState = { tab: 'health', filter: '', outcome: 'all', scroll: 0 };

/** The host on the other side. */
export class Host {
	readonly #api = acquireVsCodeApi();
	#state: PanelState;

	constructor() {
		this.#state = panelState.safeParse(this.#api.getState()).data ?? firstState;
	}

	get state(): PanelState {
		return this.#state;
	}

	keep(change: Partial<PanelState>): void {
		this.#state = { ...this.#state, ...change };
		this.#api.setState(this.#state);
	}

	send(message: ToHost): void {
		this.#api.postMessage(message);
	}

	/** What does not follow the schema is no message of ours. */
	listen(listener: (message: ToPanel) => void): void {
		window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			const message = toPanel.safeParse(data);
			if (message.success) listener(message.data);
		});
	}
}
