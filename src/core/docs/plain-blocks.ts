import { type Block, paragraph, texts } from './tree.ts';
import { visibleText } from './visible-text.ts';

/** Text without marks: paragraphs keep their line ends, indented blocks are code. */
export function plainBlocks(source: string): readonly Block[] {
	return visibleText(source)
		.split(/\n[ \t]*\n/)
		.flatMap((chunk): Block[] => {
			const lines = chunk.split('\n').filter((line) => line.trim() !== '');
			if (lines.length === 0) return [];
			if (lines.every((line) => /^(?: {4}|\t)/.test(line))) return [{ type: 'code', value: lines.join('\n') }];
			return [paragraph(lines.flatMap((line, index) => [...(index === 0 ? [] : [{ type: 'break' as const }]), ...texts(line.trim())]))];
		});
}
