import * as vscode from 'vscode';
import { escapeMarkdown } from '../core/docs/escape-markdown.ts';

/**
 * Texts that read as themselves, whoever wrote them, each a paragraph. Not by `appendText`: its blanks do not break, so that words would at the end
 * of a line, and `&lt;` becomes `<`.
 */
export function plainMarkdown(...texts: readonly string[]): vscode.MarkdownString {
	return new vscode.MarkdownString(texts.map(escapeMarkdown).join('\n\n'));
}
