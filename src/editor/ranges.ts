import * as vscode from 'vscode';
import type { LineIndex, Span } from '../core/span.ts';

export function toRange(lines: LineIndex, span: Span): vscode.Range {
	const start = lines.positionAt(span.start);
	const end = lines.positionAt(span.end);
	return new vscode.Range(start.line, start.character, end.line, end.character);
}
