import type { PackageDocs } from '../../core/docs/package-docs.ts';
import { type ResolvedPackage, resolvePackage } from '../../core/docs/resolve-package.ts';
import type { ReleaseMetadata } from '../../core/index/package-index.ts';
import type { Facts } from '../../core/index/release-facts.ts';
import type { Answer, RequestOptions } from '../../core/network/request.ts';
import { impliedProject } from '../projects.ts';
import type { Shared } from '../shared.ts';

/** Characters of a description that are read; pages divide them. */
const longestDescription = 500_000;

export interface PackageInput {
	readonly package_name: string;
	readonly version_constraint?: string | undefined;
	readonly project_path?: string | undefined;
}

export interface ReadPackage {
	readonly resolved: ResolvedPackage;
	readonly metadata: Answer<ReleaseMetadata>;
	readonly docs: PackageDocs;
	/** What is known of the release now, where the editor looks after it. */
	readonly facts: Facts | undefined;
}

/** What agents ask for waits for what a person looks at. */
export function requestOptions(signal: AbortSignal): RequestOptions {
	return { signal, priority: 'background' };
}

/** The docs of the version that applies: by the constraint, else by the project, else the latest. */
export async function readPackage({ engine, projects, shelf }: Shared, input: PackageInput, signal: AbortSignal): Promise<ReadPackage> {
	const { index } = engine;
	const loaded = await impliedProject(projects, input.project_path);
	const wanted = {
		name: input.package_name,
		constraint: input.version_constraint,
		project: loaded?.parsed.project,
		platform: process.platform,
		now: engine.platform.now(),
	};
	const resolved = await resolvePackage(index, wanted, requestOptions(signal));
	const metadata = await index.metadata(resolved.name, resolved.version, requestOptions(signal));
	return {
		resolved,
		metadata,
		docs: shelf.docsOf(metadata.value, longestDescription),
		facts: engine.facts.known(resolved.name, resolved.version),
	};
}
