/** The form of a project or extra name that equal names share (PEP 503): lower case, each run of `-`, `_` and `.` one `-`. */
export function normalizeName(name: string): string {
	return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Whether `name` is what core metadata allows: ASCII letters, digits, `-`, `_`, `.`, with a letter or digit at either end. */
export function isValidName(name: string): boolean {
	return /^[a-z0-9._-]+$/i.test(name) && /^[a-z0-9]/i.test(name) && /[a-z0-9]$/i.test(name.slice(-1));
}
