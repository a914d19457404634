import type { LockedPackage, LockFile } from './lock-file.ts';
import type { LockTable } from './lock-values.ts';

/** How a tool writes its lock. */
export interface LockFormat {
	/** The format versions whose meaning is known. */
	readonly knownVersions: RegExp;
	/** `version`: the key of the format's version, and the table that holds it. */
	readonly head: (
		root: LockTable,
	) => { readonly version: readonly [key: string, table: LockTable | undefined] } & Pick<
		LockFile,
		'requiresPython' | 'contentHash' | 'groups' | 'replaced'
	>;
	readonly package: (table: LockTable) => Omit<LockedPackage, 'name' | 'nameAsWritten' | 'version' | 'nameSpan' | 'versionSpan'>;
}
