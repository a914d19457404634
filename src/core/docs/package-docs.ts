import type { ReleaseMetadata } from '../index/package-index.ts';
import { type Addresses, wholeAddresses } from './addresses.ts';
import { linkDefinitions, parseBounded } from './bounded-markdown.ts';
import { type DescriptionFormat, descriptionFormat } from './description-format.ts';
import { splitMarkdown } from './markdown-source.ts';
import { plainBlocks } from './plain-blocks.ts';
import { rstBlocks } from './rst/rst-blocks.ts';
import { sanitise } from './sanitise.ts';
import { type DocsSection, LazySection } from './section.ts';
import { type Block, plainText } from './tree.ts';
import { visibleLine, visibleText } from './visible-text.ts';

/** The docs of one release, made of its metadata. Texts of a package are untrusted: plain, or safe Markdown where it says so. */
export interface PackageDocs {
	readonly name: string;
	readonly version: string;
	/** Plain text, one line. */
	readonly summary: string | null;
	/** Plain text, one line. */
	readonly licence: string | null;
	readonly requiresPython: string | null;
	/** Labels in plain text; http(s) only. */
	readonly links: readonly { readonly label: string; readonly url: string }[];
	readonly format: DescriptionFormat;
	/** Of the description, the part before the first heading first; empty parts without a heading are left out. */
	readonly sections: readonly DocsSection[];
	/** The description is longer than what was asked for. */
	readonly isCut: boolean;
	/** The index offers no metadata of the release: what it says of itself is not known. */
	readonly onlyListed: boolean;
}

/** A description with more headings is no document; the rest stays in the last section. */
const maxSections = 300;
const maxHeading = 200;

/** Never throws; what cannot be read is shown as text. At most `maxCharacters` of the description are read. */
export function packageDocs(metadata: ReleaseMetadata, maxCharacters = 50_000, addresses = wholeAddresses): PackageDocs {
	const description = cutAtLine(metadata.description, maxCharacters);
	const format = descriptionFormat(metadata.descriptionContentType, description);
	return {
		name: metadata.name,
		version: metadata.version,
		summary: lineOrNull(metadata.summary),
		licence: lineOrNull(metadata.licence),
		requiresPython: lineOrNull(metadata.requiresPython),
		links: metadata.urls.map(({ label, url }) => ({ label: visibleLine(label), url })),
		format,
		sections: sectionsOf(format, visibleText(description), addresses),
		isCut: description.length < metadata.description.length,
		onlyListed: metadata.onlyListed === true,
	};
}

function sectionsOf(format: DescriptionFormat, description: string, addresses: Addresses): readonly DocsSection[] {
	if (format === 'markdown') return markdownSections(description, addresses);
	const text = withoutIndent(description);
	const blocks = format === 'rst' ? sanitise(rstBlocks(text), addresses) : plainBlocks(text);
	return blockSections(blocks);
}

function markdownSections(description: string, addresses: Addresses): readonly DocsSection[] {
	const source = splitMarkdown(description, maxSections);
	const definitions = linkDefinitions(source.flatMap(({ lines }) => lines));
	return source.flatMap(({ heading, level, lines }) => {
		const title = heading === null ? '' : headingText(heading);
		if (title === '' && lines.every((line) => line.trim() === '')) return [];
		return [new LazySection(title || null, title === '' ? 0 : level, () => sanitise(parseBounded(lines, definitions), addresses))];
	});
}

/** Only a heading with marks needs a parser. */
function headingText(markdown: string): string {
	const short = markdown.slice(0, 1000);
	const text = /[[\]*_`<>&\\!~:@]/.test(short) ? plainText(sanitise(parseBounded([short], []))) : short;
	return visibleLine(text).slice(0, maxHeading);
}

function blockSections(blocks: readonly Block[]): readonly DocsSection[] {
	const sections: { heading: string | null; level: number; blocks: Block[] }[] = [{ heading: null, level: 0, blocks: [] }];
	for (const block of blocks) {
		if (block.type === 'heading' && sections.length < maxSections) {
			sections.push({ heading: visibleLine(plainText([block])).slice(0, maxHeading), level: block.depth, blocks: [] });
		} else sections.at(-1)?.blocks.push(block);
	}
	return sections
		.filter((section) => section.heading !== null || section.blocks.length > 0)
		.map((section) => new LazySection(section.heading, section.level, () => section.blocks));
}

function cutAtLine(text: string, maxCharacters: number): string {
	if (text.length <= maxCharacters) return text;
	const end = text.lastIndexOf('\n', maxCharacters);
	return text.slice(0, end > maxCharacters / 2 ? end : maxCharacters);
}

/** Old build scripts left the indent of the string that the description was in. */
function withoutIndent(text: string): string {
	const lines = text.split('\n');
	const indent = lines.reduce((least, line) => (line.trim() === '' ? least : Math.min(least, line.length - line.trimStart().length)), 80);
	return indent === 0 ? text : lines.map((line) => line.slice(indent)).join('\n');
}

function lineOrNull(text: string | null): string | null {
	return text === null ? null : visibleLine(text) || null;
}
