import type { Rule } from './rule.ts';
import { archivedProject } from './rules/archived-project.ts';
import { cooldown } from './rules/cooldown.ts';
import { deprecatedProject } from './rules/deprecated-project.ts';
import { docsUnavailable } from './rules/docs-unavailable.ts';
import { duplicateRequirement } from './rules/duplicate-requirement.ts';
import { invalidLock } from './rules/invalid-lock.ts';
import { invalidRequirement } from './rules/invalid-requirement.ts';
import { invalidToml } from './rules/invalid-toml.ts';
import { licence } from './rules/licence.ts';
import { lockDrift } from './rules/lock-drift.ts';
import { missingRequirement } from './rules/missing-requirement.ts';
import { noMatchingVersion } from './rules/no-matching-version.ts';
import { pythonConflict } from './rules/python-conflict.ts';
import { quarantinedProject } from './rules/quarantined-project.ts';
import { staleData } from './rules/stale-data.ts';
import { unknownPackage } from './rules/unknown-package.ts';
import { unusedRequirement } from './rules/unused-requirement.ts';
import { vulnerableVersion } from './rules/vulnerable-version.ts';
import { yankedVersion } from './rules/yanked-version.ts';

/** All rules. A test holds this list, the files, the settings and the docs pages equal. */
export const rules: readonly Rule[] = [
	invalidToml,
	invalidRequirement,
	unknownPackage,
	noMatchingVersion,
	vulnerableVersion,
	yankedVersion,
	cooldown,
	licence,
	pythonConflict,
	quarantinedProject,
	deprecatedProject,
	archivedProject,
	duplicateRequirement,
	lockDrift,
	invalidLock,
	missingRequirement,
	unusedRequirement,
	docsUnavailable,
	staleData,
];
