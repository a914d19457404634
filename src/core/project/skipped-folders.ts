/** Folders in which nobody looks for projects, beside those whose name begins with a dot: they hold other people's, copies, or none. */
export const skippedFolders = ['node_modules', 'site-packages', 'venv', '__pycache__', 'build', 'dist'] as const;

const skipped: ReadonlySet<string> = new Set(skippedFolders);

export function isSkippedFolder(name: string): boolean {
	return name.startsWith('.') || skipped.has(name);
}
