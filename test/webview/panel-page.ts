import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/host/chromium.ts';
import { type PanelView, type ToPanel, translationsId } from '../../src/core/health/panel/view.ts';
import { themeStyle, themes } from './themes.ts';

const root = join(import.meta.dirname, '..', '..');
const origin = 'https://panel.test';
const policy = `default-src 'none'; style-src ${origin}; script-src ${origin}/panel.js ${origin}/host.js`;

/** In place of VS Code: keeps what the panel says and remembers. A state that was kept is in the name of the window. */
const fakeHost = `
window.said = [];
window.acquireVsCodeApi = () => ({
	postMessage: (message) => window.said.push(message),
	getState: () => (window.name === '' ? undefined : JSON.parse(window.name)),
	setState: (state) => { window.name = JSON.stringify(state); },
});
window.errors = [];
window.addEventListener('error', ({ message }) => window.errors.push(message));
document.addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) => window.errors.push(violatedDirective + ' ' + blockedURI));
`;

const html = (texts: Readonly<Record<string, string>>) => `<!DOCTYPE html><html lang="en"><head><title>AutoDocs</title>
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/panel.css"></head>
<body class="vscode-dark"><script type="application/json" id="${translationsId}">${JSON.stringify(texts)}</script>
<script src="/host.js"></script><script src="/panel.js"></script></body></html>`;

/** The panel as it is built, in a browser of its own. */
export class PanelBrowser implements AsyncDisposable {
	readonly #browser: Browser;
	readonly #files: ReadonlyMap<string, string>;

	private constructor(browser: Browser, files: ReadonlyMap<string, string>) {
		this.#browser = browser;
		this.#files = files;
	}

	static async start(): Promise<PanelBrowser> {
		const executablePath = await findChromium(console.log);
		return new PanelBrowser(await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }), await built());
	}

	/** A page of this size in CSS pixels, in this theme and language, that shows `view`. */
	async open(
		view: PanelView,
		options: {
			readonly theme?: string;
			readonly width?: number;
			readonly height?: number;
			readonly texts?: Readonly<Record<string, string>>;
		} = {},
	): Promise<PanelPage> {
		const { theme = 'dark', width = 1000, height = 800, texts = {} } = options;
		const context = await this.#browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
		const page = await context.newPage();
		const files = new Map([...this.#files, ['/theme.css', themeStyle(themes[theme] ?? {})], ['/host.js', fakeHost], ['/', html(texts)]]);
		await page.route('**/*', async (route) => {
			const { pathname } = new URL(route.request().url());
			const body = files.get(pathname);
			const contentType = pathname === '/' ? 'text/html' : pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
			if (body === undefined) await route.abort();
			else await route.fulfill({ body, contentType: `${contentType}; charset=utf-8`, headers: { 'content-security-policy': policy } });
		});
		await page.goto(`${origin}/`);
		const opened = new PanelPage(page);
		await opened.send({ type: 'view', view });
		return opened;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#browser.close();
	}
}

export class PanelPage implements AsyncDisposable {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async send(message: ToPanel | unknown): Promise<void> {
		await this.page.evaluate(`window.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(message)} }))`);
	}

	/**
	 * Shows so many views in turn, each with 25 operations that are new and everything else changed, as a busy engine sends them. Resolves with how
	 * long the page's event loop was held up by each, ms.
	 */
	async showMany(view: PanelView, rounds: number): Promise<readonly number[]> {
		return await this.page.evaluate<number[]>(`(async () => {
			const view = ${JSON.stringify(view)};
			const times = [];
			for (let round = 1; round <= ${rounds}; round++) {
				const operations = Array.from({ length: 200 }, (_, i) => ({ ...view.operations[i], id: 1000 + round * 25 - i }));
				const metrics = { ...view.metrics, operations: round };
				const next = { ...view, takenAt: view.takenAt + round * 250, operations, metrics, cache: { ...view.cache, entries: round } };
				const data = structuredClone(next);
				const start = performance.now();
				window.dispatchEvent(new MessageEvent('message', { data: { type: 'view', view: data } }));
				document.body.getBoundingClientRect();
				times.push(performance.now() - start);
				await new Promise((resolve) => setTimeout(resolve));
			}
			return times;
		})()`);
	}

	/** What of the document is made anew by a message: elements that were changed, as HTML. */
	async changesBy(message: ToPanel): Promise<readonly string[]> {
		return await this.page.evaluate<string[]>(`(() => {
			const seen = new MutationObserver(() => undefined);
			seen.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
			window.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(message)} }));
			const changed = seen.takeRecords().map(({ target }) => (target.outerHTML ?? target.textContent).slice(0, 200));
			seen.disconnect();
			return changed;
		})()`);
	}

	/** Loads the page anew. Resolves with how long it took from there until `view` was shown, ms. */
	async showAnew(view: PanelView): Promise<number> {
		await this.page.reload();
		await this.send({ type: 'view', view });
		return await this.page.evaluate<number>(
			'document.body.getBoundingClientRect(); performance.now() - performance.getEntriesByType("navigation")[0].responseEnd',
		);
	}

	async said(): Promise<readonly unknown[]> {
		return await this.page.evaluate('window.said');
	}

	/** What went wrong inside, what the policy refused too. */
	async errors(): Promise<readonly string[]> {
		return await this.page.evaluate('window.errors');
	}

	/** Whatever a person reads or hears of the page: its text, and names and hints of its elements. */
	async words(): Promise<readonly string[]> {
		return await this.page.evaluate(`(() => {
			const attributes = ['aria-label', 'placeholder', 'title'];
			const named = attributes.flatMap((name) => [...document.querySelectorAll('main [' + name + ']')].map((element) => element.getAttribute(name)));
			return [document.querySelector('main').textContent, ...named];
		})()`);
	}

	async screenshot(name: string): Promise<void> {
		const folder = process.env['AUTODOCS_SCREENSHOTS'] ?? join(tmpdir(), 'autodocs-screenshots');
		await mkdir(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `panel-${name}.png`), fullPage: true });
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.page.context().close();
	}
}

async function built(): Promise<ReadonlyMap<string, string>> {
	const { outputFiles } = await esbuild.build({
		entryPoints: ['main.ts', 'panel.css'].map((file) => ({ in: join(root, 'src', 'webview', file), out: 'panel' })),
		outdir: '/',
		bundle: true,
		platform: 'browser',
		format: 'iife',
		target: 'chrome120',
		minify: true,
		write: false,
	});
	return new Map(outputFiles.map(({ path, text }) => [`/${path.split(/[\\/]/).at(-1)}`, text]));
}
