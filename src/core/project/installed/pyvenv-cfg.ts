import { tryParseVersion } from '../../packaging/version.ts';

/** What a virtual environment says of itself (PEP 405). */
export interface PyvenvCfg {
	/** Of its Python: major, minor and, where it is said, patch. */
	readonly version: string | undefined;
	/** The folder of the Python that it was made with. */
	readonly home: string | undefined;
	/** Whether it sees the packages of that Python too. */
	readonly systemSitePackages: boolean;
}

/** Reads a pyvenv.cfg. What it does not say, or not in a way that Python could read, is left out. */
export function readPyvenvCfg(text: string): PyvenvCfg {
	const values = new Map<string, string>();
	for (const line of text.split(/\r\n|\n|\r/)) {
		const equals = line.indexOf('=');
		const key = line.slice(0, equals).trim().toLowerCase();
		// virtualenv repeats no key; Python heeds the last of several.
		if (equals > 0) values.set(key, line.slice(equals + 1).trim());
	}
	const home = values.get('home');
	return {
		version: pythonVersion(values.get('version_info')) ?? pythonVersion(values.get('version')),
		home: home === '' ? undefined : home,
		systemSitePackages: values.get('include-system-site-packages')?.toLowerCase() === 'true',
	};
}

/** The version at the beginning of a text, without what virtualenv (`3.12.4.final.0`) and free-threaded builds add; undefined where there is none. */
export function pythonVersion(text: string | undefined): string | undefined {
	const [, release, pre = ''] = /^(\d{1,3}\.\d{1,4}(?:\.\d{1,4})?)((?:a|b|rc)\d{1,3})?(?!\d)/.exec(text ?? '') ?? [];
	return release === undefined || tryParseVersion(release) === undefined ? undefined : `${release}${pre}`;
}
