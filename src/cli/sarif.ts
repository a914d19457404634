import { relative, sep } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { ProjectCheck } from '../core/check.ts';
import type { PartialResult } from '../core/errors.ts';
import { type Finding, type FindingCode, findingDefaults, type Severity } from '../core/findings/finding.ts';
import { type Range, rangesIn } from '../core/span.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
	error: 'error',
	warning: 'warning',
	information: 'note',
	hint: 'note',
};

/** For code scanning: SARIF 2.1.0, paths relative to the present folder. */
export function asSarif({ items, failures }: PartialResult<ProjectCheck>): string {
	const codes = Object.keys(findingDefaults) as FindingCode[];
	const run = {
		tool: { driver: { name: 'AutoDocs', version: packageJson.version, informationUri: packageJson.homepage, rules: codes.map(rule) } },
		columnKind: 'utf16CodeUnits',
		originalUriBaseIds: { PROJECTS: { description: { text: 'The folder that the check was run in' } } },
		invocations: [
			{
				executionSuccessful: failures.length === 0,
				toolExecutionNotifications: failures.map(({ error }) => ({ level: 'error', message: { text: error.message } })),
			},
		],
		results: items.flatMap(({ findings, texts }) => {
			const rangeOf = rangesIn(texts);
			return findings.map((finding) => result(finding, rangeOf(finding.file, finding.span)));
		}),
	};
	return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function rule(code: FindingCode) {
	const { title, severity } = findingDefaults[code];
	return { id: code, shortDescription: { text: title }, defaultConfiguration: { level: levels[severity] } };
}

function result({ code, severity, message, file }: Finding, { start, end }: Range) {
	return {
		ruleId: code,
		level: levels[severity],
		message: { text: message },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri: uriOf(file), uriBaseId: 'PROJECTS' },
					region: { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
				},
			},
		],
	};
}

function uriOf(file: string): string {
	return relative('.', file).split(sep).map(encodeURIComponent).join('/');
}
