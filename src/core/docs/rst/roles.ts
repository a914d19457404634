import type { PhrasingContent } from 'mdast';
import { text } from '../tree.ts';

const prose: ReadonlySet<string> = new Set(
	'ref doc term any pep rfc numref sub sup subscript superscript t title title-reference abbr issue pr user'.split(' '),
);

/** What the roles of docutils and Sphinx show: names of code as code, titles without their targets. */
export function roleText(role: string, content: string): readonly PhrasingContent[] {
	const name = role.slice(role.lastIndexOf(':') + 1).toLowerCase();
	const label = content.replace(/\s*<[^<>]*>$/, '') || content;
	if (name === 'emphasis' || name === 'strong') return [{ type: name, children: [text(label)] }];
	if (name === 'pep' || name === 'rfc') return [text(`${name.toUpperCase()} ${label}`)];
	if (prose.has(name)) return [text(label)];
	// `~package.module.Name` shows `Name`, `!name` is not linked.
	return [{ type: 'inlineCode', value: label.startsWith('~') ? (label.split('.').at(-1) ?? label) : label.replace(/^!/, '') }];
}
