import type * as vscode from 'vscode';
import { engineHealth } from '../core/health/engine-health.ts';
import type { HealthReport } from '../core/health/health.ts';
import { panelView } from '../core/health/panel/panel-view.ts';
import type { PanelView } from '../core/health/panel/view.ts';
import { statusOf } from '../core/health/status.ts';
import type { CacheStats } from '../core/network/client.ts';
import type { Millis } from '../core/platform.ts';
import type { Session } from './session.ts';

/** How long what was read of the cache folder is shown, while the index is being asked. */
const cacheIsShownMs: Millis = 10_000;

/** What the panel shows: most of it is known at once, the checks and the cache folder take a moment. */
export class PanelFactsSource implements vscode.Disposable {
	readonly #session: Session;
	readonly #onChange: () => void;
	readonly #closing = new AbortController();
	/** Whether the latest check was made in trouble. */
	#checkedInTrouble = false;
	#report: HealthReport | undefined;
	#checking: Promise<void> | undefined;
	#cache: CacheStats | undefined;
	/** What the cache was when it was read: after so many operations, at this time (monotonic). */
	#cacheRead: { readonly operations: number; readonly at: Millis } | undefined;
	#isReading = false;

	constructor(session: Session, onChange: () => void) {
		this.#session = session;
		this.#onChange = onChange;
	}

	view(): PanelView {
		const { engine, configuration } = this.#session;
		return panelView({
			version: engine.version,
			status: this.#session.statusFacts(),
			report: this.#report,
			isChecking: this.#checking !== undefined,
			origins: engine.client.origins(),
			configuration,
			metrics: engine.client.metrics(),
			activity: engine.client.activity(),
			cache: this.#cache,
		});
	}

	/** Checks how things are when that was not done yet, or trouble has come or gone since: a panel that comes back asks nobody by itself. */
	lookAtHealth(): void {
		const isDue = this.#report === undefined || this.#checkedInTrouble !== this.#isInTrouble();
		// Never rejects.
		if (isDue && this.#checking === undefined) void this.check();
	}

	/** Runs the checks, which ask the index for something small. Never rejects. */
	async check(): Promise<void> {
		this.#checking ??= this.#check();
		await this.#checking;
	}

	/** It is read again at the next look. */
	cacheChanged(): void {
		this.#cacheRead = undefined;
	}

	/** Reads the cache folder when that may show something new, and not too often. */
	lookAtCache(): void {
		const { engine } = this.#session;
		const { operations } = engine.client.metrics();
		const now = engine.platform.monotonic();
		const isNew = this.#cacheRead === undefined || (this.#cacheRead.operations !== operations && now - this.#cacheRead.at > cacheIsShownMs);
		if (!isNew || this.#isReading) return;
		this.#cacheRead = { operations, at: now };
		this.#isReading = true;
		const log = (thrown: unknown) => engine.platform.log('warn', `The cache folder could not be read: ${String(thrown)}`);
		this.#readCache().catch(log);
	}

	dispose(): void {
		this.#closing.abort();
	}

	async #readCache(): Promise<void> {
		try {
			this.#cache = await this.#session.engine.client.cacheStats();
		} finally {
			this.#isReading = false;
		}
		if (!this.#closing.signal.aborted) this.#onChange();
	}

	#isInTrouble(): boolean {
		const { kind } = statusOf(this.#session.statusFacts());
		return kind === 'degraded' || kind === 'offline';
	}

	async #check(): Promise<void> {
		this.#checkedInTrouble = this.#isInTrouble();
		this.#report = await engineHealth(this.#session.engine, this.#closing.signal);
		this.#checking = undefined;
		if (!this.#closing.signal.aborted) this.#onChange();
	}
}
