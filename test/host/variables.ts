/** What the run around VS Code tells the tests inside it, as environment variables. */
export const variables = {
	/** Where the run listens: `http://127.0.0.1:PORT`. */
	outside: 'AUTODOCS_OUTSIDE',
	/** The file for mocha's JSON report. */
	report: 'AUTODOCS_REPORT',
	/** The paths of the bundled suites, as a JSON list. */
	suites: 'AUTODOCS_SUITES',
} as const;
