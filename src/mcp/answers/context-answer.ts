import type { ContextPackage, DocsContext } from '../../core/docs/context.ts';
import { failureOf } from '../failure.ts';
import { fenced, plainMessage, visible } from '../untrusted.ts';
import { withinBudget } from './budget.ts';
import { problemWarnings } from './release-problems.ts';

/** Names listed as left out, at most. */
const mostOmitted = 40;

/** Docs in their context, in the fields of the contract. `warningCharacters`: of its budget, what warnings may take. */
export function contextAnswer(context: DocsContext, scope: string, warningCharacters: number) {
	const warnings = [
		...[context.primary, ...context.dependencies].flatMap(problemWarnings),
		...context.warnings.map((warning) => plainMessage(warning, 500)),
	];
	const shown = withinBudget(warnings, warningCharacters);
	return {
		primary_package: packageAnswer(context.primary),
		runtime_dependencies: context.dependencies.map(packageAnswer),
		context_scope: scope,
		total_packages: context.dependencies.length + 1,
		truncated_packages: [...context.truncatedPackages],
		token_estimate: context.tokenEstimate,
		failures: context.failures.map(({ identifier, error }) => {
			const { code, error: message, retryable } = failureOf(error);
			return { package: visible(identifier, 200), code, message, retryable };
		}),
		omitted: context.omitted.slice(0, mostOmitted).map(({ name, reason }) => ({ name, reason: plainMessage(reason, 200) })),
		warnings: shown.length === warnings.length ? shown : [...shown, `${warnings.length - shown.length} more warnings were left out.`],
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
