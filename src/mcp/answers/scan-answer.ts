import type { Finding } from '../../core/findings/finding.ts';
import type { ProjectScan, ScannedRequirement } from '../../core/scan.ts';
import { type Range, rangesIn } from '../../core/span.ts';
import { plainMessage, visible } from '../untrusted.ts';
import { withinBudget } from './budget.ts';
import { whetherVulnerable } from './release-problems.ts';

/** Characters of JSON that each list of a scan may take: a project of some hundred requirements fits. */
const budgets = { dependencies: 60_000, findings: 30_000, errors: 10_000 } as const;

type RangeOf = ReturnType<typeof rangesIn>;
type Dependency = {
	name: string;
	raw: string;
	version_constraint: string;
	extras: string[];
	marker: string | null;
	url: string | null;
	source: string;
	resolved_version: string | null;
	resolved_from: string | null;
	range: Range;
	file: string;
};
type Problem = { code: string; severity: string; message: string; package: string | null; file: string; range: Range; fixes: string[] };

/** A scan in the fields of the contract. Lists that are too long for an answer are cut, and a warning says so. */
export function scanAnswer(scan: ProjectScan) {
	const { parsed } = scan.loaded;
	const rangeOf = rangesIn(scan.loaded.texts);
	const all = {
		dependencies: scan.requirements.map((one) => dependency(one, rangeOf)),
		findings: scan.findings.map((finding) => problem(finding, rangeOf)),
	};
	const unread = all.findings.filter(({ code }) => code === 'invalid-toml' || code === 'invalid-requirement');
	const dependencies = withinBudget(all.dependencies, budgets.dependencies);
	const findings = withinBudget(all.findings, budgets.findings);
	return {
		project_name: textOrNull(parsed.project?.name),
		project_path: parsed.file,
		dependencies,
		dependency_count: all.dependencies.length,
		errors: withinBudget(unread, budgets.errors),
		warnings: [
			...cutWarning('dependencies', dependencies.length, all.dependencies.length),
			...cutWarning('findings', findings.length, all.findings.length),
			...(parsed.project?.excludeNewer.all === undefined
				? []
				: [`The project sets exclude-newer = ${textOrNull(parsed.project.excludeNewer.all)}: releases after that do not count.`]),
			...(parsed.project?.namesOtherIndexes === true
				? ['The project names other indexes, which AutoDocs does not ask: what is unknown here may be there.']
				: []),
			...whetherVulnerable(scan.requirements.flatMap(({ facts }) => facts ?? [])),
		],
		findings,
		python_requires: textOrNull(parsed.project?.requiresPython?.text),
	};
}

export function scanText(answer: ReturnType<typeof scanAnswer>): string {
	const {
		project_name: name,
		project_path: path,
		dependencies,
		dependency_count: count,
		findings,
		warnings,
		python_requires: python,
	} = answer;
	return [
		`${name ?? 'An unnamed project'} (${path})${python === null ? '' : `, Python ${python}`}: ${count} dependencies, ${findings.length} findings.`,
		...warnings.map((warning) => `Warning: ${warning}`),
		'',
		...dependencies.map(
			({ name: one, version_constraint: wanted, resolved_version: version, resolved_from: from, source }) =>
				`- ${one}${wanted === '' ? '' : ` ${wanted}`} → ${version === null ? 'unresolved' : `${version} (${from})`} [${source}]`,
		),
		...(findings.length === 0 ? [] : ['', 'Findings:']),
		...findings.map(({ severity, code, message, range }) => `- line ${range.start.line + 1}: ${severity} ${code}: ${message}`),
	].join('\n');
}

function dependency({ requirement, inUse }: ScannedRequirement, rangeOf: RangeOf): Dependency {
	return visible({
		name: requirement.name,
		raw: requirement.raw,
		version_constraint: requirement.constraint,
		extras: [...requirement.extras],
		marker: requirement.marker === undefined ? null : String(requirement.marker),
		url: requirement.url ?? null,
		source: requirement.source,
		resolved_version: inUse?.release.version ?? null,
		resolved_from: inUse?.resolvedFrom ?? null,
		range: rangeOf(requirement.file, requirement.spans.entry),
		file: requirement.file,
	});
}

function problem(finding: Finding, rangeOf: RangeOf): Problem {
	return visible({
		code: finding.code,
		severity: finding.severity,
		message: plainMessage(finding.message),
		package: finding.package ?? null,
		file: finding.file,
		range: rangeOf(finding.file, finding.span),
		fixes: finding.fixes.flatMap((fix) => (fix.kind === 'edit' ? [fix.title] : [])),
	});
}

function cutWarning(what: string, shown: number, all: number): readonly string[] {
	return shown === all ? [] : [`Only the first ${shown} of ${all} ${what} fit into this answer.`];
}

function textOrNull(text: string | undefined): string | null {
	return text === undefined ? null : visible(text);
}
