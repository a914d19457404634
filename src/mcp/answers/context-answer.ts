import type { ContextPackage, DocsContext } from '../../core/docs/context.ts';
import { fenced, plainMessage, visible } from '../untrusted.ts';
import { withinBudget } from './budget.ts';
import { problemWarnings, whetherVulnerable } from './release-problems.ts';

/** Names listed as left out, at most. */
const mostOmitted = 40;

/** Docs in their context, in the fields of the contract. `noteCharacters`: of its budget, what each list beside the docs may take. */
export function contextAnswer(context: DocsContext, scope: string, noteCharacters: number) {
	const packages = [context.primary, ...context.dependencies];
	const warnings = [
		...packages.flatMap(problemWarnings),
		...whetherVulnerable(packages),
		...context.warnings.map((warning) => plainMessage(warning, 500)),
	];
	const failures = context.failures.map(({ identifier, error }) => {
		const { code, message, retryable } = error;
		return { package: visible(identifier, 200), code, message: plainMessage(message), retryable };
	});
	const omitted = context.omitted.map(({ name, reason }) => ({ name, reason: plainMessage(reason, 200) }));
	const shown = {
		warnings: withinBudget(warnings, noteCharacters),
		failures: withinBudget(failures, noteCharacters),
		omitted: withinBudget(omitted.slice(0, mostOmitted), noteCharacters),
	};
	return {
		primary_package: packageAnswer(context.primary),
		runtime_dependencies: context.dependencies.map(packageAnswer),
		context_scope: scope,
		total_packages: context.dependencies.length + 1,
		truncated_packages: [...context.truncatedPackages],
		token_estimate: context.tokenEstimate,
		failures: shown.failures,
		omitted: shown.omitted,
		warnings: [
			...shown.warnings,
			...cut('warnings', shown.warnings.length, warnings.length),
			...cut('failures', shown.failures.length, failures.length),
			...cut('packages that were left out', shown.omitted.length, omitted.length),
		],
	};
}

export function contextText(context: ReturnType<typeof contextAnswer>): string {
	const { primary_package: primary, runtime_dependencies: dependencies, failures, omitted, warnings } = context;
	return [
		...warnings.map((warning) => `Warning: ${warning}`),
		packageText(primary),
		...dependencies.map(packageText),
		...failures.map(({ package: name, message }) => `Failed: ${name}: ${message}`),
		...(omitted.length === 0 ? [] : [`Left out: ${omitted.map(({ name, reason }) => `${name} (${reason})`).join('; ')}`]),
	].join('\n\n');
}

function cut(what: string, shown: number, all: number): readonly string[] {
	return shown === all ? [] : [`Only ${shown} of ${all} ${what} are named here.`];
}

function packageAnswer(one: ContextPackage) {
	return {
		name: one.name,
		version: one.version,
		resolved_from: one.resolvedFrom,
		summary: one.summary === null ? null : plainMessage(one.summary, 300),
		documentation: fenced(one.documentation, one.name, one.version),
		why: one.why.map((reason) => plainMessage(reason, 200)),
		stale: one.stale,
		fetched_at: new Date(one.fetchedAt).toISOString(),
		token_estimate: one.tokenEstimate,
		truncated: one.truncated,
	};
}

function packageText({ name, version, resolved_from: from, why, documentation }: ReturnType<typeof packageAnswer>): string {
	return `# ${name} ${version} (${from})${why.length === 0 ? '' : `\n\nHere because: ${why.join('; ')}`}\n\n${documentation}`;
}
