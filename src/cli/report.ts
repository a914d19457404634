import { relative } from 'node:path';
import type { ProjectCheck } from '../core/check.ts';
import type { PartialResult } from '../core/errors.ts';
import { LineIndex } from '../core/span.ts';

/** A line for each finding, as compilers write them. */
export function asLines({ items }: PartialResult<ProjectCheck>): string {
	return items
		.flatMap(({ findings, texts }) =>
			findings.map((finding) => {
				const { line, character } = new LineIndex(texts.get(finding.file) ?? '').positionAt(finding.span.start);
				return `${relative('.', finding.file)}:${line + 1}:${character + 1} ${finding.severity} ${finding.code} ${finding.message}\n`;
			}),
		)
		.join('');
}

/** For machines. */
export function asJson({ status, items, failures }: PartialResult<ProjectCheck>): string {
	const findings = items.flatMap((item) =>
		item.findings.map(({ fixes, span, ...finding }) => {
			const lines = new LineIndex(item.texts.get(finding.file) ?? '');
			return {
				...finding,
				range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
				fixes: fixes.map(({ title }) => title),
			};
		}),
	);
	const failed = failures.map(({ identifier, error }) => ({
		file: identifier,
		code: error.code,
		message: error.message,
		suggestions: error.suggestions,
	}));
	return `${JSON.stringify({ status, projects: items.map(({ file }) => file), findings, failures: failed }, null, 2)}\n`;
}
