import { relative } from 'node:path';
import type { ProjectCheck } from '../core/check.ts';
import type { PartialResult } from '../core/errors.ts';
import type { Severity } from '../core/findings/finding.ts';
import { rangesIn } from '../core/span.ts';
import { withVariables } from './failure-texts.ts';

/** A line for each finding, as compilers write them. */
export function asLines({ items }: PartialResult<ProjectCheck>): string {
	return items
		.flatMap(({ findings, texts }) => {
			const rangeOf = rangesIn(texts);
			return findings.map(({ file, span, severity, code, message }) => {
				const { line, character } = rangeOf(file, span).start;
				return `${relative('.', file)}:${line + 1}:${character + 1} ${severity} ${code} ${message}\n`;
			});
		})
		.join('');
}

const commands: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
	error: 'error',
	warning: 'warning',
	information: 'notice',
	hint: 'notice',
};

/** Workflow commands of GitHub Actions: each finding becomes a note on its line. */
export function asGithub({ items }: PartialResult<ProjectCheck>): string {
	return items
		.flatMap(({ findings, texts }) => {
			const rangeOf = rangesIn(texts);
			return findings.map(({ file, span, severity, code, message }) => {
				const { start, end } = rangeOf(file, span);
				const place = `line=${start.line + 1},endLine=${end.line + 1},col=${start.character + 1},endColumn=${end.character + 1}`;
				return `::${commands[severity]} file=${property(relative('.', file))},${place},title=AutoDocs ${code}::${data(message)}\n`;
			});
		})
		.join('');
}

function data(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
	return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** For machines. */
export function asJson({ status, items, failures }: PartialResult<ProjectCheck>): string {
	const findings = items.flatMap((item) => {
		const rangeOf = rangesIn(item.texts);
		return item.findings.map(({ fixes, span, ...finding }) => ({
			...finding,
			range: rangeOf(finding.file, span),
			fixes: fixes.map(({ title }) => title),
		}));
	});
	const dependencies = items.flatMap(({ file, versions }) =>
		versions.map(({ requirement: { name, source }, inUse }) => ({
			project: file,
			name,
			source,
			resolved_version: inUse?.release.version ?? null,
			resolved_from: inUse?.resolvedFrom ?? null,
		})),
	);
	const failed = failures.map(({ identifier, error }) => ({
		file: identifier,
		code: error.code,
		message: error.message,
		suggestions: error.suggestions.map(withVariables),
	}));
	return `${JSON.stringify({ status, projects: items.map(({ file }) => file), findings, dependencies, failures: failed }, null, 2)}\n`;
}
