import { basename, dirname } from 'node:path';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** The lock beside the pyproject cannot be read, or not wholly. Members of a workspace leave it to the root. */
export const invalidLock: Rule = {
	code: 'invalid-lock',
	over: 'file',
	check({ parsed }: FileContext): Draft[] {
		const lock = parsed.project?.lock;
		if (lock === undefined || dirname(lock.file) !== dirname(parsed.file)) return [];
		return lock.problems.map(({ span, message, isBroken }) => ({
			file: lock.file,
			span,
			message: isBroken && !message.includes('lock file') ? `${basename(lock.file)} cannot be read here: ${message}` : message,
			data: { lock: lock.file },
		}));
	},
};
