import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import type { Outside } from './outside.ts';
import { until } from './until.ts';

interface TestPage extends AsyncDisposable {
	readonly outside: Outside;
	/** Opens VS Code there; resolves with the exit code of the test run inside. */
	run(url: string): Promise<number>;
}

const visible = { state: 'visible', timeout: 10_000 } as const;

interface PageOptions {
	/** The folder for pictures. */
	readonly screenshots: string;
	/** Gets what the tests say. */
	readonly say: (line: string) => void;
	/** Gets what VS Code logs. */
	readonly log: (line: string) => void;
	/** A script that runs before those of VS Code. */
	readonly beforehand: string;
}

/** A window of its own, with nothing kept from others. */
export async function openTestPage(browser: Browser, options: PageOptions): Promise<TestPage> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.addInitScript(options.beforehand);
	const page = await context.newPage();
	await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => options.log(args.map(String).join(' ')));
	return {
		outside: outsideOf(page, options),
		async run(url) {
			const ended = exitCode(page);
			await page.goto(url);
			return await ended;
		},
		[Symbol.asyncDispose]: () => context.close(),
	};
}

/** Resolves when the tests end; rejects when the page does. */
function exitCode(page: Page): Promise<number> {
	return new Promise((resolve, reject) => {
		page.exposeFunction('codeAutomationExit', (code: number) => resolve(code)).catch(reject);
		page.on('crash', () => reject(new Error('The page that shows VS Code crashed')));
	});
}

function outsideOf(page: Page, { screenshots, say }: PageOptions): Outside {
	const first = (selector: string) => page.locator(selector).filter({ visible: true }).first();
	return {
		say: async (line) => say(line),
		async screenshot(name) {
			await mkdir(screenshots, { recursive: true });
			// What fades in is pictured as it will be.
			await page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
		},
		press: (keys) => page.keyboard.press(keys),
		type: (text) => page.keyboard.type(text),
		pointAt: (selector) => first(selector).hover(),
		click: (selector) => first(selector).click(),
		waitFor: (selector) => first(selector).waitFor(visible),
		waitForWebview: async (text) => {
			await until(`a webview shows “${text}”`, () => shownInFrames(page, text));
		},
		followInWebview: async (text) => {
			await until(`a webview takes a click on “${text}”`, () => clickInFrames(page, text));
		},
		async clickInWebview(name) {
			const frame = await until(`a webview shows the button “${name}”`, () => frameWithButton(page, name));
			await buttonIn(frame, name).click();
		},
		isInWebview: async (name) => (await frameWithButton(page, name)) !== undefined,
		messagesSeen: (type) => messagesSeen(page, type),
		async nextMessage(type) {
			const before = await messagesSeen(page, type);
			await until(`a webview got one more “${type}”`, async () => (await messagesSeen(page, type)) > before);
		},
		async longestTaskInWebviews() {
			const longest = await inWebviews(page, longestTask);
			return Math.max(0, ...longest);
		},
		isVisible: (selector) => first(selector).isVisible(),
		isInWindow: async (selector) => isWithin(await first(selector).boundingBox(), page.viewportSize()),
		valueOf: (selector) => first(selector).inputValue(),
		textOf: (selector) => first(selector).textContent(visible),
	};
}

type Size = { readonly width: number; readonly height: number };

function isWithin(box: ({ readonly x: number; readonly y: number } & Size) | null, window: Size | null): boolean {
	if (box === null || window === null) return false;
	return box.x >= 0 && box.y >= 0 && box.x + box.width <= window.width && box.y + box.height <= window.height;
}

/** Each is a frame in frames of VS Code's own. */
function webviewsOf(page: Page): readonly Frame[] {
	return page.frames().filter((frame) => frame !== page.mainFrame());
}

async function clickInFrames(page: Page, text: string): Promise<boolean> {
	for (const frame of webviewsOf(page)) if (await takesClick(frame.getByText(text, { exact: true }).first())) return true;
	return false;
}

/** A frame may be on its way out, as a page is shown anew: then it takes no click, and the one in its place does. */
async function takesClick(place: Locator): Promise<boolean> {
	try {
		if (!(await place.isVisible())) return false;
		await place.dispatchEvent('click', {}, { timeout: 1000 });
		return true;
	} catch {
		return false;
	}
}

function buttonIn(frame: Frame, name: string): Locator {
	return frame.getByRole('button', { name, exact: true }).first();
}

async function frameWithButton(page: Page, name: string): Promise<Frame | undefined> {
	for (const frame of webviewsOf(page)) {
		// A frame may be on its way out: then it shows nothing.
		const isVisible = await buttonIn(frame, name)
			.isVisible()
			.catch(() => false);
		if (isVisible) return frame;
	}
	return undefined;
}

async function messagesSeen(page: Page, type: string): Promise<number> {
	const counts = await inWebviews(page, countMessages(type));
	return counts.reduce((sum, count) => sum + count, 0);
}

/** What a script finds in each webview. A frame may be on its way in or out: then it is 0. */
async function inWebviews(page: Page, script: string): Promise<readonly number[]> {
	return await Promise.all(webviewsOf(page).map((frame) => frame.evaluate<number>(script).catch(() => 0)));
}

/** Begins to watch where it has not begun, and anew where it has. */
const longestTask = `(() => {
	if (!('longestTask' in window)) {
		const watch = (tasks) => {
			for (const { name, duration } of tasks.getEntries()) if (name === 'self') window.longestTask = Math.max(window.longestTask, duration);
		};
		new PerformanceObserver(watch).observe({ type: 'longtask' });
	}
	const longest = window.longestTask ?? 0;
	window.longestTask = 0;
	return longest;
})()`;

/** Begins to count where it has not begun. */
function countMessages(type: string): string {
	return `(() => {
		if (!('seenMessages' in window)) {
			window.seenMessages = [];
			addEventListener('message', ({ data }) => window.seenMessages.push(data?.type));
		}
		return window.seenMessages.filter((seen) => seen === ${JSON.stringify(type)}).length;
	})()`;
}

async function shownInFrames(page: Page, text: string): Promise<boolean> {
	const shown = webviewsOf(page).map((frame) => isShownIn(frame, frame.getByText(text).first()));
	return (await Promise.all(shown)).includes(true);
}

/** A webview loads what it will show in a frame that is hidden until then. A frame that is on its way in or out shows nothing. */
async function isShownIn(frame: Frame, place: Locator): Promise<boolean> {
	try {
		if (!(await place.isVisible())) return false;
		return await (await frame.frameElement()).isVisible();
	} catch {
		return false;
	}
}
