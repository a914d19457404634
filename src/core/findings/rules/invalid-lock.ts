import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { locksOf } from '../../project/fixed-version.ts';
import type { LockFile } from '../../project/locks/lock-file.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** The lock beside the pyproject cannot be read, or not wholly. Members of a workspace leave it to the root. */
export const invalidLock: Rule = {
	code: 'invalid-lock',
	over: 'file',
	check({ parsed }: FileContext): Draft[] {
		const locks = parsed.project === undefined ? [] : locksOf(parsed.project);
		return locks.filter(({ file }) => dirname(file) === dirname(parsed.file)).flatMap(drafts);
	},
};

function drafts({ file, problems }: LockFile): readonly Draft[] {
	return problems.map(({ span, message, isBroken, isOfWhole }) => ({
		file,
		span,
		message: isBroken && !isOfWhole ? l10n.t('{0} cannot be read here: {1}', basename(file), message) : message,
		data: { lock: file },
	}));
}
