import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** The lock beside the pyproject cannot be read, or not wholly. Members of a workspace leave it to the root. */
export const invalidLock: Rule = {
	code: 'invalid-lock',
	over: 'file',
	check({ parsed }: FileContext): Draft[] {
		const lock = parsed.project?.lock;
		if (lock === undefined || dirname(lock.file) !== dirname(parsed.file)) return [];
		return lock.problems.map(({ span, message, isBroken, isConflict }) => ({
			file: lock.file,
			span,
			message: isBroken && !isConflict ? l10n.t('{0} cannot be read here: {1}', basename(lock.file), message) : message,
			data: { lock: lock.file },
		}));
	},
};
