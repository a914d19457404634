import { type Block, paragraph, text } from '../tree.ts';
import type { Construct, RstContext } from './construct.ts';
import { indentedBody, isBlank } from './lines.ts';
import { listTable } from './list-table.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const code = words('code code-block sourcecode highlight parsed-literal ipython prompt doctest testcode csv-table math productionlist');
const admonitions = words(
	'note warning tip important hint caution danger error attention seealso todo admonition versionadded versionchanged deprecated',
);
/** Images, what needs files or a build, and what is not for readers. */
const dropped = words(
	'image contents include raw meta toctree sectnum section-numbering default-role role target-notes header footer index only-html currentmodule module highlightlang literalinclude automodule autoclass autofunction graphviz program-output click argparse video youtube',
);

/** Everything that begins with two dots: directives, footnotes, targets and comments. */
export const explicitMarkup: Construct = (lines, at, context) => {
	const line = lines[at] ?? '';
	if (line.startsWith('__ ')) return { blocks: [], next: at + 1 };
	if (line !== '..' && !line.startsWith('.. ')) return undefined;
	// Two dots alone before an empty line are a whole comment.
	if (line === '..' && isBlank(lines[at + 1])) return { blocks: [], next: at + 1 };
	const body = indentedBody(lines, at + 1);
	return { blocks: explicitBlocks(line.slice(3), body.lines, context), next: body.next };
};

function explicitBlocks(head: string, body: readonly string[], context: RstContext): readonly Block[] {
	const footnote = /^\[([^\]]{1,60})\](?: +(.*))?$/.exec(head);
	if (footnote !== null) return context.parse([`[${footnote[1]}] ${footnote[2] ?? ''}`, ...body]);
	const directive = /^([a-z][\w+.:-]{0,60}?) ?::(?: +(.*))?$/i.exec(head);
	if (directive === null) return [];
	return directiveBlocks((directive[1] ?? '').toLowerCase(), directive[2] ?? '', body, context);
}

function directiveBlocks(name: string, argument: string, body: readonly string[], context: RstContext): readonly Block[] {
	if (dropped.has(name)) return [];
	const content = withoutOptions(body);
	if (code.has(name)) return codeBlock(argument, content);
	if (name === 'figure') return context.parse(content);
	if (name === 'list-table') return listTable(context.parse(content));
	if (name === 'rubric' || name === 'topic' || name === 'sidebar')
		return [paragraph([strong(argument, context)]), ...context.parse(content)];
	if (admonitions.has(name)) return [admonition(name, argument, content, context)];
	// Unknown ones have at least a text.
	return context.parse([argument, '', ...content]);
}

function codeBlock(language: string, lines: readonly string[]): readonly Block[] {
	const lang = /^[\w+#-]{1,30}$/.test(language) ? language : null;
	return [{ type: 'code', lang, value: lines.join('\n') }];
}

function admonition(name: string, argument: string, content: readonly string[], context: RstContext): Block {
	const isTitled = name === 'admonition';
	const versioned: Readonly<Record<string, string>> = {
		versionadded: 'Added in',
		versionchanged: 'Changed in',
		deprecated: 'Deprecated since',
	};
	const title = isTitled ? argument : (versioned[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}`);
	const children = [paragraph([strong(title, context)]), ...context.parse(isTitled ? content : [argument, ...content])];
	return { type: 'blockquote', children };
}

function strong(title: string, context: RstContext) {
	return { type: 'strong' as const, children: title === '' ? [text('Note')] : [...context.inline(title)] };
}

/** Options (`:name: value`) stand before the first empty line. */
function withoutOptions(body: readonly string[]): readonly string[] {
	const end = body.findIndex((line) => !/^:[\w-]+:/.test(line));
	if (end === -1) return [];
	const content = body.slice(end);
	return content.slice(content.findIndex((line) => !isBlank(line)));
}
