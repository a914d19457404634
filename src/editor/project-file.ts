import type * as vscode from 'vscode';
import type { ProjectParseError } from '../core/errors.ts';
import type { ParsedPyproject } from '../core/project/pyproject.ts';
import { LineIndex } from '../core/span.ts';

/** A pyproject.toml as it was last read: from its open buffer, else from disk. */
export interface ProjectFile {
	readonly uri: vscode.Uri;
	readonly text: string;
	/** Of the open document that the text is from. */
	readonly documentVersion: number | undefined;
	readonly parsed: ParsedPyproject;
	/** Each file that spans point into, by absolute path. */
	readonly texts: ReadonlyMap<string, string>;
	readonly lines: ReadonlyMap<string, LineIndex>;
	/** The last text that parsed; the present one while the file parses. */
	readonly good: { readonly text: string; readonly parsed: ParsedPyproject } | undefined;
}

/** One that cannot be read. */
export function unreadableFile(uri: vscode.Uri, error: ProjectParseError): ProjectFile {
	const parsed = { file: uri.fsPath, project: undefined, syntaxError: { error, span: { start: 0, end: 0 } } };
	const texts = new Map([[uri.fsPath, '']]);
	const lines = new Map([[uri.fsPath, new LineIndex('')]]);
	return { uri, text: '', documentVersion: undefined, parsed, texts, lines, good: undefined };
}

/** A document that was closed and opened again counts its versions anew: the same number may be another text. */
export function isOf(file: ProjectFile | undefined, document: vscode.TextDocument): boolean {
	return file?.documentVersion === document.version && file.text === document.getText();
}
