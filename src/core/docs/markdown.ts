import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { type Options, toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';

/** Parses GitHub-flavoured Markdown. Its time grows faster than the text: only pieces that `markdown-source` bounded come here. */
export function parseMarkdown(markdown: string): readonly RootContent[] {
	return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children;
}

const style: Options = {
	extensions: [gfmToMarkdown({ tablePipeAlign: false })],
	bullet: '-',
	emphasis: '_',
	rule: '-',
	fences: true,
	handlers: {
		// An address without marks (`www.x`) takes in the backslash of `\<`, and leaves the bracket to begin a tag.
		text: (node, _, state, info) => state.safe(node.value, info).replaceAll('\\<', '&lt;'),
	},
};

/** Writes Markdown; whatever would be read as a mark in a text is escaped. */
export function renderMarkdown(blocks: readonly RootContent[]): string {
	return toMarkdown({ type: 'root', children: [...blocks] }, style).trim();
}
