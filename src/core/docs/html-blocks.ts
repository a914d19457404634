import { Parser } from 'htmlparser2';
import type { PhrasingContent } from 'mdast';
import { type Addresses, wholeAddresses } from './addresses.ts';
import { type Block, imageAt, isBlank, linkTo, paragraph, text, texts, tidied } from './tree.ts';
import { visibleText } from './visible-text.ts';

/** Elements whose content is no text for a reader. */
const unread: ReadonlySet<string> = new Set(
	'script style head title iframe object embed template svg math noscript textarea select button audio video canvas'.split(' '),
);

const inline: ReadonlySet<string> = new Set(
	'a abbr b bdi bdo cite code del em font i img ins kbd mark q s samp small span strong sub sup tt u var wbr'.split(' '),
);

/** What READMEs say in HTML, as blocks of Markdown: texts, headings, links, code, and images where they are wanted. Scripts, forms and comments are dropped. */
export function htmlBlocks(html: string, addresses: Addresses = wholeAddresses): readonly Block[] {
	const reader = new HtmlReader(addresses);
	const parser = new Parser({
		onopentag: (tag, attributes) => reader.open(tag, attributes),
		ontext: (value) => reader.text(value),
		onclosetag: (tag) => reader.close(tag),
	});
	parser.write(html);
	parser.end();
	return reader.end();
}

/** The image that one tag within a line stands for. */
export function htmlImage(tag: string, addresses: Addresses): readonly PhrasingContent[] {
	if (!/^<img\b/i.test(tag)) return [];
	return htmlBlocks(tag, addresses).flatMap((block) => (block.type === 'paragraph' ? block.children : []));
}

type Attributes = Readonly<Record<string, string>>;

class HtmlReader {
	readonly #addresses: Addresses;
	readonly #blocks: Block[] = [];
	#line: PhrasingContent[] = [];
	#unreadDepth = 0;
	#preformatted: string | undefined;
	#code = false;
	/** Where in the line the open link began, and where it leads. */
	#link: { readonly from: number; readonly url: string | undefined } | undefined;

	constructor(addresses: Addresses) {
		this.#addresses = addresses;
	}

	open(tag: string, { href, src, alt }: Attributes): void {
		if (unread.has(tag)) this.#unreadDepth++;
		if (this.#unreadDepth > 0) return;
		if (tag === 'pre') {
			this.#flush();
			this.#preformatted = '';
		} else if (tag === 'br') this.#line.push({ type: 'break' });
		else if (tag === 'code') this.#code = true;
		else if (tag === 'a') this.#link = { from: this.#line.length, url: href === undefined ? undefined : this.#addresses.link(href) };
		else if (tag === 'img') this.#line.push(...imageAt(this.#addresses.image(src ?? ''), alt));
		else if (!inline.has(tag)) this.#flush();
		if (tag === 'li') this.#line.push(text('• '));
	}

	text(value: string): void {
		if (this.#unreadDepth > 0) return;
		if (this.#preformatted !== undefined) {
			this.#preformatted += value;
			return;
		}
		const visible = visibleText(value).replace(/\s+/g, ' ');
		if (visible === '') return;
		if (this.#code && visible.trim() !== '') this.#line.push({ type: 'inlineCode', value: visible });
		else for (const part of texts(visible)) this.#line.push(part);
	}

	close(tag: string): void {
		if (unread.has(tag)) this.#unreadDepth = Math.max(0, this.#unreadDepth - 1);
		else if (this.#unreadDepth > 0) return;
		else if (tag === 'pre') this.#endPreformatted();
		else if (tag === 'code') this.#code = false;
		else if (tag === 'a') this.#endLink();
		else if (/^h[1-6]$/.test(tag)) this.#flush(Number(tag.slice(1)));
		else if (!inline.has(tag) && tag !== 'br') this.#flush();
	}

	end(): readonly Block[] {
		this.#endPreformatted();
		this.#flush();
		return this.#blocks;
	}

	#endLink(): void {
		if (this.#link === undefined) return;
		const { from, url } = this.#link;
		this.#link = undefined;
		const children = this.#line.splice(from);
		if (!isBlank(children)) this.#line.push(...linkTo(url, children));
	}

	#endPreformatted(): void {
		if (this.#preformatted === undefined) return;
		const value = visibleText(this.#preformatted).replace(/^\n|\s+$/g, '');
		this.#preformatted = undefined;
		if (value !== '') this.#blocks.push({ type: 'code', value });
	}

	#flush(heading?: number): void {
		this.#endLink();
		const line = tidied(this.#line);
		this.#line = [];
		if (line.length === 0) return;
		if (heading === undefined) this.#blocks.push(paragraph(line));
		else
			this.#blocks.push({
				type: 'heading',
				depth: heading as 1 | 2 | 3 | 4 | 5 | 6,
				children: line.filter(({ type }) => type !== 'break'),
			});
	}
}
