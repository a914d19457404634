type Attributes = Readonly<Record<string, string | number | boolean>>;
type Child = Node | string;

/** An element with its attributes and children. Text is set as text, whatever it holds. An attribute that is false is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(name, value === true ? '' : String(value));
	made.append(...children);
	return made;
}

/** `key`: by which the focus finds it again when what is around it is made anew. */
export function button(label: string, key: string, onClick: () => void, accessibleName?: string): HTMLButtonElement {
	const attributes = { type: 'button', 'data-key': key, ...(accessibleName === undefined ? {} : { 'aria-label': accessibleName }) };
	const made = element('button', attributes, label);
	made.addEventListener('click', onClick);
	return made;
}

/** A table whose first column names the row. It may be scrolled sideways, with the keyboard too. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
	const head = element('tr', {}, ...heads.map((title) => element('th', { scope: 'col' }, title)));
	const body = rows.map(([first = '', ...rest]) =>
		element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map((cell) => element('td', {}, cell))),
	);
	const whole = element(
		'table',
		{},
		element('caption', { class: 'hidden' }, caption),
		element('thead', {}, head),
		element('tbody', {}, ...body),
	);
	return element('div', { class: 'scrolls', role: 'region', 'aria-label': caption, tabindex: 0, 'data-key': `table ${caption}` }, whole);
}

/** A part of the page with its title. */
export function section(title: string, ...children: readonly Child[]): HTMLElement {
	return element('section', {}, element('h2', {}, title), ...children);
}

/** A sentence with an element in it. `sentence`: makes the text, given what stands in it for the element. */
export function around(inner: Node, sentence: (place: string) => string): readonly Child[] {
	const place = '\ufffc';
	const [before = '', ...after] = sentence(place).split(place);
	return [before, inner, after.join('')];
}

/** Puts `children` in place of what `parent` holds, and the focus back where it was. Does nothing while `data` is what it was last. */
export class Replaced {
	readonly element: HTMLElement;
	#shown = '';

	constructor(parent: HTMLElement) {
		this.element = parent;
	}

	show(data: unknown, make: () => readonly Child[]): void {
		const text = JSON.stringify(data);
		if (text === this.#shown) return;
		this.#shown = text;
		const focused = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : undefined;
		this.element.replaceChildren(...make());
		if (focused === undefined || focused === null) return;
		const again = this.element.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`);
		// What had the focus is gone: the part that held it is where a person was.
		(again ?? this.element).focus({ preventScroll: true });
	}
}
