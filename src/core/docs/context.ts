import { type AutoDocsError, CancelledError, toAutoDocsError } from '../errors.ts';
import type { PackageIndex } from '../index/package-index.ts';
import type { RequestOptions } from '../network/request.ts';
import { Turns } from '../network/turns.ts';
import type { MarkerEnvironment } from '../packaging/marker.ts';
import { likelyEnvironment } from '../project/pythons.ts';
import { type Candidate, type Chosen, chooseCandidates, type Omitted, type Outcome, rankCandidates } from './candidates.ts';
import { type Dependencies, type Dependency, dependenciesOf } from './dependencies.ts';
import { evidenceIn } from './evidence.ts';
import { type DocsOf, type Loaded, loadDocs } from './loaded-docs.ts';
import { packageDocs } from './package-docs.ts';
import { chosenOf, excludedFor, fixedIn, type PackageWanted, resolvedTo, resolvePackage } from './resolve-package.ts';
import { requirementsOf, type Wish, wishesOf } from './wish.ts';
import { type ContextPackage, withinBudget } from './within-budget.ts';

export type { ContextPackage } from './within-budget.ts';

export interface ContextRequest {
	readonly package: PackageWanted;
	readonly includeDependencies: boolean;
	/** `runtime`: all that apply, in the order of what speaks for them. `smart`: those for which something does, then small ones. */
	readonly scope: 'smart' | 'runtime' | 'primary_only';
	readonly maxDependencies: number;
	/** Of all packages together, as `estimateTokens` counts them. */
	readonly maxTokens: number;
	/** Of all packages together, UTF-16 units. */
	readonly maxCharacters: number;
	/** Of the package, beside those that the project asks for; in any spelling. */
	readonly extras?: readonly string[] | undefined;
}

export interface DocsContext {
	readonly primary: ContextPackage;
	/** What most speaks for first. */
	readonly dependencies: readonly ContextPackage[];
	readonly failures: readonly { readonly identifier: string; readonly error: AutoDocsError }[];
	/** The names of those whose docs are longer than what is shown. */
	readonly truncatedPackages: readonly string[];
	readonly omitted: readonly Omitted[];
	/** Of all packages together. */
	readonly tokenEstimate: number;
	readonly warnings: readonly string[];
}

export interface ContextOptions extends RequestOptions {
	readonly onProgress?: ((done: number, total: number, message: string) => void) | undefined;
	/** Default: `packageDocs`; a shelf spares parsing. */
	readonly docsOf?: DocsOf | undefined;
}

/** What is asked, of whom, and where it would be installed. */
interface Task {
	readonly index: PackageIndex;
	readonly request: ContextRequest;
	readonly environment: MarkerEnvironment;
	readonly asked: RequestOptions;
	readonly onProgress: ContextOptions['onProgress'];
	readonly how: { readonly docsOf: DocsOf; readonly turns: Turns };
}

/** Characters of a dependency's description that are read: no share of a budget is much more, and reading takes time. */
const maxDependencyCharacters = 20_000;

/**
 * The docs of a package together with those of what it requires, within budgets. Rejects when the package itself fails, or when all of it is cancelled;
 * a dependency that fails is told apart.
 */
export async function docsContext(index: PackageIndex, request: ContextRequest, options: ContextOptions = {}): Promise<DocsContext> {
	const environment = likelyEnvironment(request.package.project, request.package.platform ?? 'linux');
	const { onProgress, docsOf = packageDocs, ...asked } = options;
	const task: Task = { index, request, environment, asked, onProgress, how: { docsOf, turns: new Turns() } };
	const resolved = await resolvePackage(index, request.package, asked);
	const primary = await loadDocs(index, resolved, { ...task.how, maxCharacters: request.maxCharacters }, asked);
	const { applying, elsewhere, warnings } = required(primary, task);
	const evidence = evidenceIn(primary.docs, (name) => ofProject(name, task).length > 0);
	const { considered, omitted } = rankCandidates(applying, evidence, request);
	const outcomes = await loadAll(considered, task);
	if (asked.signal?.aborted === true) throw new CancelledError();
	const { chosen, failures, omitted: passedOver } = chooseCandidates(outcomes, request);
	const fitted = withinBudget(primary, chosen, { characters: request.maxCharacters, tokens: request.maxTokens });
	const all = [fitted.primary, ...fitted.dependencies];
	return {
		primary: fitted.primary,
		dependencies: fitted.dependencies,
		failures,
		truncatedPackages: all.filter(({ truncated }) => truncated).map(({ name }) => name),
		omitted: [
			...fitted.omitted,
			...passedOver,
			...omitted,
			...elsewhere.map((name) => ({ name, reason: 'it comes from a URL, not from the index' })),
		],
		tokenEstimate: all.reduce((sum, { tokenEstimate }) => sum + tokenEstimate, 0),
		warnings: [...warnings, ...chosen.flatMap((one) => contradiction(one, primary, task))],
	};
}

function required({ metadata, resolved }: Loaded, { request, environment }: Task): Dependencies {
	if (!request.includeDependencies || request.scope === 'primary_only') return { applying: [], elsewhere: [], warnings: [] };
	const { project } = request.package;
	const ofProject = project === undefined ? [] : requirementsOf(project, resolved.name, environment).flatMap(({ extras }) => extras);
	return dependenciesOf(metadata, environment, [...ofProject, ...(request.extras ?? [])]);
}

/** What the project itself asks of a package's version. */
function ofProject(name: string, { request, environment }: Task): readonly Wish[] {
	const { project } = request.package;
	return project === undefined ? [] : wishesOf(project, name, environment);
}

async function loadAll(considered: readonly Candidate[], task: Task): Promise<readonly Outcome[]> {
	const { onProgress } = task;
	const total = considered.length + 1;
	let done = 1;
	onProgress?.(done, total, `Read ${task.request.package.name}`);
	return await Promise.all(
		considered.map(async (candidate) => {
			const outcome = await loadDependency(candidate.dependency, task);
			onProgress?.(++done, total, `${outcome instanceof Error ? 'Could not read' : 'Read'} ${candidate.dependency.name}`);
			return { candidate, outcome };
		}),
	);
}

/** At the version that the primary package allows and, where that can be, the project asks for. */
async function loadDependency({ name, wishes }: Dependency, task: Task): Promise<Loaded | AutoDocsError> {
	const { index, how } = task;
	const asked = { ...task.asked, priority: 'background' } as const;
	try {
		const fixed = fixedIn(task.request.package.project, name, task.request.package.platform);
		const resolved =
			fixed === undefined
				? chosenOf(
						index,
						name,
						[...wishes, ...ofProject(name, task)],
						await index.releases(name, asked),
						excludedFor(task.request.package, name),
					)
				: await resolvedTo(index, name, fixed, asked);
		return await loadDocs(index, resolved, { ...how, maxCharacters: maxDependencyCharacters }, asked);
	} catch (thrown) {
		return toAutoDocsError(thrown);
	}
}

/** The project asks for what the primary package does not allow. */
function contradiction({ candidate, loaded }: Chosen, primary: Loaded, task: Task): readonly string[] {
	const { name, version } = loaded.resolved;
	const refused = ofProject(name, task).find(({ specifiers }) => !specifiers.contains(version));
	if (refused === undefined) return [];
	return [
		`The project requires ${name} ${refused.constraint}, and ${primary.docs.name} ${primary.docs.version} ${candidate.dependency.requirement}: shown is ${version}`,
	];
}
