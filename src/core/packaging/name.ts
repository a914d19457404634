import * as l10n from '@vscode/l10n';

/** The form of a project or extra name that equal names share (PEP 503): lower case, each run of `-`, `_` and `.` one `-`. */
export function normalizeName(name: string): string {
	return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** UTF-16 units. The longest name on PyPI is a quarter of it. */
const longestName = 200;

/** What a name has to be, for a message. */
export function nameRule(): string {
	return l10n.t('at most {0} ASCII letters, digits, “.”, “-” and “_”, with a letter or digit at both ends', longestName);
}

/** Whether an index can have a package of this name: it is what core metadata allows ({@link nameRule}), and of a sane length. */
export function isValidName(name: string): boolean {
	if (name.length > longestName) return false;
	return /^[a-z0-9._-]+$/i.test(name) && /^[a-z0-9]/i.test(name) && /[a-z0-9]$/i.test(name.slice(-1));
}
