import { variables } from './variables.ts';

/**
 * What a suite inside VS Code may ask of the run around it: the browser's side of the editor.
 * In a run without a page (the desktop's) these do nothing.
 */
export interface Outside {
	/** Prints a line in the run's output. */
	say(line: string): Promise<void>;
	/** Pictures the window as `NAME.png` in the folder for screenshots. */
	screenshot(name: string): Promise<void>;
	/** A key or a chord, as Playwright writes it: `Control+Period`. */
	press(keys: string): Promise<void>;
	type(text: string): Promise<void>;
	/** Moves the mouse over the first visible match of a Playwright selector: `text=requests`, `.monaco-hover`. */
	pointAt(selector: string): Promise<void>;
	click(selector: string): Promise<void>;
	/** Resolves when something visible matches the selector; rejects after 10 s. */
	waitFor(selector: string): Promise<void>;
	/** Resolves when a webview shows the text; rejects after 10 s. */
	waitForWebview(text: string): Promise<void>;
	/** Clicks what shows exactly this text in a webview; rejects after 10 s. */
	followInWebview(text: string): Promise<void>;
	/** Clicks the button of that accessible name in whichever webview shows it; rejects after 10 s. */
	clickInWebview(name: string): Promise<void>;
	/** Whether a webview shows a button of that accessible name just now. */
	isInWebview(name: string): Promise<boolean>;
	/** How many messages of this `type` the webviews got since this was first asked of each. */
	messagesSeen(type: string): Promise<number>;
	/** Resolves when the webviews got one more of this `type`; rejects after 10 s. Waiting costs the suite's process nothing. */
	nextMessage(type: string): Promise<void>;
	/** The longest task of the webviews since this was last asked of each, ms. None below 50 ms is told: it is 0 then. */
	longestTaskInWebviews(): Promise<number>;
	/** Whether something visible matches the selector just now. */
	isVisible(selector: string): Promise<boolean>;
	/** Whether the first visible match is in the window as a whole. */
	isInWindow(selector: string): Promise<boolean>;
	/** What is in the first visible match, an input. */
	valueOf(selector: string): Promise<string>;
	/** The text of the first visible match. */
	textOf(selector: string): Promise<string | null>;
}

/** The run around this VS Code. Each call is an exchange with it on the loopback; a failure there rejects here with its message. */
export const outside: Outside = {
	say: (line) => call('say', line),
	screenshot: (name) => call('screenshot', name),
	press: (keys) => call('press', keys),
	type: (text) => call('type', text),
	pointAt: (selector) => call('pointAt', selector),
	click: (selector) => call('click', selector),
	waitFor: (selector) => call('waitFor', selector),
	waitForWebview: (text) => call('waitForWebview', text),
	followInWebview: (text) => call('followInWebview', text),
	clickInWebview: (name) => call('clickInWebview', name),
	isInWebview: (name) => call('isInWebview', name),
	messagesSeen: (type) => call('messagesSeen', type),
	nextMessage: (type) => call('nextMessage', type),
	longestTaskInWebviews: () => call('longestTaskInWebviews', ''),
	isVisible: (selector) => call('isVisible', selector),
	isInWindow: (selector) => call('isInWindow', selector),
	valueOf: (selector) => call('valueOf', selector),
	textOf: (selector) => call('textOf', selector),
};

async function call<K extends keyof Outside>(method: K, argument: string): Promise<Awaited<ReturnType<Outside[K]>>> {
	const url = process.env[variables.outside];
	if (url === undefined) throw new Error(`${variables.outside} is not set: this suite runs outside the test host`);
	const response = await fetch(`${url}/${method}`, { method: 'POST', body: JSON.stringify(argument) });
	if (!response.ok) throw new Error(`${method} failed outside: ${await response.text()}`);
	const { result } = (await response.json()) as { result: Awaited<ReturnType<Outside[K]>> };
	return result;
}
