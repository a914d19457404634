import type { ListItem, PhrasingContent } from 'mdast';
import { type Block, paragraph, text } from '../tree.ts';
import type { Construct, RstContext } from './construct.ts';
import { indentedBody, indentOf, isBlank, untilBlank } from './lines.ts';

const bullet = /^[*+\-•‣⁃](?: +|$)/;
const enumerator = /^(?:\(?(?:\d{1,9}|#|[a-zA-Z]|[ivxlcdm]{1,8})\)|(?:\d{1,9}|#|[a-zA-Z]|[ivxlcdm]{1,8})\.)(?: +|$)/;

export const bulletList: Construct = (lines, at, context) => list(lines, at, context, bullet, false);

export const enumeratedList: Construct = (lines, at, context) => {
	const following = lines[at + 1] ?? '';
	// "A. Smith wrote this" in a paragraph of several lines is no list.
	const isItem = isBlank(following) || indentOf(following) > 0 || enumerator.test(following);
	return isItem ? list(lines, at, context, enumerator, true) : undefined;
};

function list(lines: readonly string[], at: number, context: RstContext, marker: RegExp, ordered: boolean) {
	const children: ListItem[] = [];
	let next = at;
	for (let mark = marker.exec(lines[next] ?? ''); mark !== null; mark = marker.exec(lines[next] ?? '')) {
		const first = ' '.repeat(mark[0].length) + (lines[next] ?? '').slice(mark[0].length);
		const rest = indentedBody(lines, next + 1);
		const body = indentedBody([first, ...lines.slice(next + 1, rest.next)], 0, 0).lines;
		children.push({ type: 'listItem', spread: false, children: [...context.parse(body)] });
		next = rest.next;
		while (next < lines.length && isBlank(lines[next])) next++;
	}
	return children.length === 0 ? undefined : { blocks: [{ type: 'list' as const, ordered, spread: false, children }], next };
}

/** `:Author: Somebody`, as a list of name and text. */
export const fieldList: Construct = (lines, at, context) => {
	const children: ListItem[] = [];
	let next = at;
	for (let field = fieldOf(lines[next]); field !== undefined; field = fieldOf(lines[next])) {
		const body = indentedBody(lines, next + 1);
		children.push(named(field.name, [field.text, ...body.lines], context));
		next = body.next;
	}
	return children.length === 0 ? undefined : { blocks: [{ type: 'list', ordered: false, spread: false, children }], next };
};

function fieldOf(line: string | undefined): { readonly name: string; readonly text: string } | undefined {
	const match = /^:(?! )((?:[^:\\`]|:(?! |$)|\\.){1,80}):(?: +(.*))?$/.exec(line?.slice(0, 10_000) ?? '');
	return match === null ? undefined : { name: match[1] ?? '', text: match[2] ?? '' };
}

/** A line and an indented body: the term in bold, its definition under it. */
export const definitionList: Construct = (lines, at, context) => {
	const children: ListItem[] = [];
	let next = at;
	for (let term = termOf(lines, next); term !== undefined; term = termOf(lines, next)) {
		const body = indentedBody(lines, next + 1);
		children.push(named(term, body.lines, context));
		next = body.next;
		while (next < lines.length && isBlank(lines[next])) next++;
	}
	return children.length === 0 ? undefined : { blocks: [{ type: 'list', ordered: false, spread: false, children }], next };
};

function termOf(lines: readonly string[], at: number): string | undefined {
	const [term = '', body = ''] = lines.slice(at, at + 2);
	const isDefinition = !isBlank(term) && indentOf(term) === 0 && !isBlank(body) && indentOf(body) > 0 && !term.endsWith('::');
	return isDefinition && !/^(?:\.\. |\||\+-)/.test(term) ? term : undefined;
}

function named(name: string, body: readonly string[], context: RstContext): ListItem {
	const label: PhrasingContent = { type: 'strong', children: [...context.inline(name)] };
	const [first, ...others] = context.parse(body);
	if (first?.type !== 'paragraph')
		return { type: 'listItem', spread: false, children: [paragraph([label]), ...(first === undefined ? [] : [first]), ...others] };
	return { type: 'listItem', spread: false, children: [paragraph([label, text(': '), ...first.children]), ...others] };
}

/** Command line options with their texts keep their columns. */
export const optionList: Construct = (lines, at) => {
	const isOption = (line: string | undefined) => /^(?:-[\w?]|--\w|\/[A-Z?])[^ ]*(?: [^ ]+)*(?:$| {2,})/.test(line ?? '');
	if (!isOption(lines[at]?.slice(0, 200))) return undefined;
	const kept: string[] = [];
	let next = at;
	while (isOption(lines[next]?.slice(0, 200))) {
		const body = indentedBody(lines, next + 1);
		kept.push(lines.slice(next, body.next).join('\n'));
		next = body.next;
		while (isBlank(lines[next]) && isOption(lines[next + 1]?.slice(0, 200))) next++;
	}
	return { blocks: [{ type: 'code', value: kept.join('\n') }], next };
};

/** `| line` keeps its line ends. */
export const lineBlock: Construct = (lines, at, context) => {
	const block = untilBlank(lines, at);
	if (!/^\|(?: |$)/.test(block[0] ?? '')) return undefined;
	const children = block.flatMap((line, index): PhrasingContent[] => [
		...(index === 0 ? [] : [{ type: 'break' as const }]),
		...context.inline(line.replace(/^\|? */, '')),
	]);
	const blocks: Block[] = [paragraph(children)];
	return { blocks, next: at + block.length };
};
