import type { DocsShelf } from '../core/docs/shelf.ts';
import type { Engine } from '../core/engine.ts';
import type { Lookalikes } from '../core/index/lookalike.ts';
import type { ProjectSource } from './projects.ts';

/** What answers are made of, the same for every caller of one process. */
export interface Shared {
	readonly engine: Engine;
	readonly projects: ProjectSource;
	/** Docs that were read lately. */
	readonly shelf: DocsShelf;
	readonly lookalikes: Lookalikes;
}
