import { type PackageDocs, packageDocs } from '../core/docs/package-docs.ts';
import { fixedIn } from '../core/docs/resolve-package.ts';
import { type AutoDocsError, toAutoDocsError } from '../core/errors.ts';
import { type Latest, latestOf } from '../core/index/newest-good.ts';
import type { Release, ReleaseMetadata } from '../core/index/package-index.ts';
import { releaseOf } from '../core/index/version-in-use.ts';
import type { Answer } from '../core/network/request.ts';
import type { CutOff } from '../core/project/exclude-newer.ts';
import type { Project, Requirement } from '../core/project/model.ts';
import type { Session } from './session.ts';
import type { VersionFacts } from './whence.ts';

/** ms that a hover waits for an answer that is not in memory. After that it says that it is fetching. */
const patienceMs = 400;

export interface Docs {
	readonly docs: PackageDocs;
	readonly extras: readonly string[];
	readonly answer: Answer<ReleaseMetadata>;
}

/** What a hover shows of a package. */
export interface Facts extends VersionFacts {
	/** Which releases are too new to be called the latest. */
	readonly cutOff: CutOff | undefined;
	/** Undefined while it is not known which releases there are. */
	readonly latest: Latest | undefined;
	/** The one whose docs are shown: when none applies, the latest. */
	readonly shown: Release | undefined;
	/** Undefined while it is being fetched. */
	readonly metadata: Docs | AutoDocsError | undefined;
}

/** Gathers what hovers show. */
export class HoverFacts {
	readonly #session: Session;

	constructor(session: Session) {
		this.#session = session;
	}

	async ofRequirement(project: Project, requirement: Requirement): Promise<Facts> {
		const { checker } = this.#session.engine;
		const facts = {
			known: checker.known(project, requirement),
			inUse: checker.versionInUse(project, requirement),
			fixed: checker.fixed(project, requirement),
		};
		return await this.#shown(project, requirement.name, facts, requirement.specifiers.prereleases);
	}

	/** Of a package (PEP 503 form) that the project does not require itself. */
	async ofPackage(project: Project, name: string): Promise<Facts> {
		const known = this.#session.engine.lookups.known(name);
		const fixed = fixedIn(project, name, process.platform);
		const listed = known?.state === 'answered' && fixed?.source.kind === 'index' ? known.answer.value.releases : [];
		const inUse = fixed && { release: releaseOf(fixed.version, listed), resolvedFrom: fixed.from };
		return await this.#shown(project, name, { known, inUse, fixed });
	}

	async #shown(project: Project, name: string, facts: VersionFacts, prereleases?: boolean | undefined): Promise<Facts> {
		const { checker, index } = this.#session.engine;
		const { known, inUse } = facts;
		const cutOff = checker.cutOff(project, name);
		const latest = known?.state === 'answered' ? latestOf(known.answer.value.releases, cutOff, prereleases) : undefined;
		const version = { ...facts, cutOff, latest };
		const shown = inUse?.release ?? latest?.latest;
		if (shown === undefined) return { ...version, shown, metadata: undefined };
		const inMemory = index.peekMetadata(name, shown.version);
		const metadata = inMemory === undefined ? await this.#fetch(name, shown.version) : this.#read(inMemory);
		return { ...version, shown, metadata };
	}

	/** Undefined when it takes longer than a person looks; the answer then waits in memory. */
	#fetch(name: string, version: string): Promise<Facts['metadata']> {
		const asked = this.#session.engine.index.metadata(name, version).then(
			(answer) => this.#read(answer),
			(thrown: unknown) => toAutoDocsError(thrown),
		);
		return new Promise((resolve) => {
			const timer = setTimeout(() => resolve(undefined), patienceMs);
			asked.then((metadata) => {
				clearTimeout(timer);
				resolve(metadata);
			}, resolve);
		});
	}

	#read(answer: Answer<ReleaseMetadata>): Docs {
		return {
			docs: packageDocs(answer.value, this.#session.engine.settings['docs.maxCharacters']),
			extras: answer.value.providesExtra,
			answer,
		};
	}
}
