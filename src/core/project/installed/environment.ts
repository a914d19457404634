import type { LockedSource } from '../locks/lock-file.ts';

/** A distribution in an environment. */
export interface Installed {
	/** PEP 503 form. */
	readonly name: string;
	/** As written; PEP 440 can read it. */
	readonly version: string;
	readonly source: LockedSource;
	/** Absolute path of its `.dist-info` or `.egg-info`. */
	readonly record: string;
}

/** What is installed in one place. */
export interface Environment {
	/** Absolute path. */
	readonly folder: string;
	/** Of its Python, e.g. `3.12.4`, or `3.12` where no more is said. */
	readonly python: string | undefined;
	/** Absolute paths of its site-packages, the one whose packages win first. */
	readonly sites: readonly string[];
	/** By name in PEP 503 form. */
	readonly byName: ReadonlyMap<string, Installed>;
}

/** The Python that a project runs on, and what says so. */
export interface ProjectPython {
	/** As {@link Environment.python}. */
	readonly version: string;
	/** Absolute path of the environment, or of the `.python-version`. */
	readonly from: string;
	readonly kind: 'environment' | 'python-version';
}
