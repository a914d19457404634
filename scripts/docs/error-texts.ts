import type { ErrorCode } from '../../src/core/errors.ts';

/** What the page of an error code says beside what follows from the code itself. */
export interface ErrorText {
	readonly title: string;
	/** What has happened, in one or two sentences. */
	readonly meaning: string;
	/** Where and when it is seen. */
	readonly seen: string;
	/** An example of a message. */
	readonly example: string;
	/** What a person can do, most likely first. Markdown. */
	readonly steps: readonly string[];
	/** What people type who look for it. */
	readonly words: string;
}

const settings = (key: string) => `[\`autodocs.${key}\`](../settings.md#autodocs${key.toLowerCase().replaceAll('.', '')})`;

/** A code without a text does not compile. */
export const errorTexts: Readonly<Record<ErrorCode, ErrorText>> = {
	invalid_input: {
		title: 'What was asked for cannot be asked',
		meaning:
			'A value that was given to AutoDocs does not follow its rules: a name that no package can have, a version that is none, a setting, an option or the input of a tool.',
		seen: 'In the docs of a package whose name was typed, in an answer to a coding agent, on the command line, and everywhere while `autodocs.index.url` holds no URL that may be asked.',
		example: '“my package!” is not a package name',
		steps: [
			'Correct the value; the message quotes it and says what it must be.',
			`If the message speaks of the index URL: set ${settings('index.url')} to an https URL, such as \`https://pypi.org/simple\`.`,
		],
		words: 'bad argument, wrong name, typo, not a package name, port, bearer token, index URL refused, no index is asked',
	},
	invalid_requirement: {
		title: 'A requirement does not follow PEP 508',
		meaning: 'An entry in a list of requirements cannot be read: its name, extras, specifier, marker or URL breaks the grammar.',
		seen: 'As the finding [`invalid-requirement`](../findings/invalid-requirement.md) on the characters that break it, and in the tree as “cannot be read”.',
		example: 'A version is missing after “>=”',
		steps: [
			'Take the quick fix where one is offered: it is the one correction that is possible.',
			'Otherwise see the examples on the page of the finding.',
		],
		words: 'syntax, PEP 508, specifier, marker, extras, cannot be read, expected a version',
	},
	invalid_toml: {
		title: 'A file is not valid TOML',
		meaning: 'A pyproject.toml cannot be read: it breaks the grammar of TOML, is not UTF-8, or is too large.',
		seen: 'As the finding [`invalid-toml`](../findings/invalid-toml.md) on the characters that break it. What was found in the last text that could be read stays.',
		example: 'Not valid TOML: the string is not closed',
		steps: ['Mend the file where the mark stands.', 'Save it with the encoding UTF-8.'],
		words: 'parse error, pyproject broken, encoding, UTF-8, syntax error',
	},
	project_not_found: {
		title: 'There is no project there',
		meaning: 'No pyproject.toml is at the place that was named, or it cannot be opened.',
		seen: 'On the command line, in answers to coding agents, and in the log.',
		example: 'There is no pyproject.toml in /home/me/work.',
		steps: [
			'Name the folder that holds the pyproject.toml.',
			'If the file is there: check that you may read it.',
			'For a coding agent: start the server with that folder, `autodocs mcp DIR`, or open the folder in VS Code.',
		],
		words: 'no pyproject.toml, file missing, permission denied, wrong folder, EACCES, ENOENT',
	},
	package_not_found: {
		title: 'The index has no such package',
		meaning: 'The index answered 404 or 410: it knows no package of this name.',
		seen: 'As the finding [`unknown-package`](../findings/unknown-package.md), in hovers, in the tree as “unknown”, and in answers to coding agents.',
		example: 'pypi.org has no package named reqeusts',
		steps: [
			'Take one of the names that are offered, if you meant that.',
			`If the package is on a private index: set ${settings('index.url')} to that index, or bind the requirement to it in pyproject.toml.`,
		],
		words: '404, unknown package, typo, did you mean, private package, does not exist, typosquatting',
	},
	version_not_found: {
		title: 'The package has no such version',
		meaning: 'The index knows the package, but not the release that was asked for, or no release matches the specifier.',
		seen: 'In the docs of a package and in answers to coding agents. In a pyproject.toml it is the finding [`no-matching-version`](../findings/no-matching-version.md).',
		example: 'pypi.org has no version 99.0 of rich',
		steps: ['Choose another version; the message names the nearest.', 'Leave the version out for the latest.'],
		words: 'no matching version, release removed, version does not exist',
	},
	auth_required: {
		title: 'The index or the proxy wants credentials',
		meaning: 'The index answered 401 or 403, or the proxy answered 407: nobody gave a name and a password, or they are not accepted.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in the status bar, in hovers and in the health panel.',
		example:
			'Could not get the releases of flask from index.example: index.example wants credentials or does not accept those given (HTTP 401).',
		steps: [
			'Put name and password into the URL of the index, best in the variable `AUTODOCS_INDEX_URL`, which no settings file keeps.',
			'For a proxy: put them into `http.proxy` in VS Code, or into `HTTPS_PROXY` in the environment.',
			'Then choose *AutoDocs: Retry What Failed*.',
		],
		words: '401, 403, 407, password, token, login, credentials, unauthorized, forbidden, proxy authentication, private index',
	},
	http_error: {
		title: 'The server refused the request',
		meaning: 'The index answered with a status between 400 and 499 that says no more, or it led to a place where AutoDocs does not go.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in hovers and in the health panel.',
		example: 'Could not get the releases of flask from index.example: the server refused the request (HTTP 400).',
		steps: [
			`Check ${settings('index.url')}: it is the root of a Simple API, as pip and uv write it, over https (or http on this machine).`,
			'See the log for what was asked: *AutoDocs: Show Log*.',
		],
		words: '400, 405, 408, 451, refused, redirect, blocked port, wrong index URL',
	},
	rate_limited: {
		title: 'The index asks to wait',
		meaning: 'The index had too many requests, from you or from everybody behind your address, and said so (429, or 503 with Retry-After).',
		seen: 'In the status bar (“waits until …”), as [`docs-unavailable`](../findings/docs-unavailable.md), and in the health panel.',
		example: 'Could not get the releases of flask from pypi.org: too many requests, it asks to wait 30 s.',
		steps: [
			'Wait: AutoDocs asks again by itself when the pause is over. Nothing is asked before.',
			`If it happens often: lower ${settings('network.maxConcurrentRequests')}, or use a mirror nearer to you.`,
		],
		words: '429, too many requests, throttled, Retry-After, quota, slow down, 503',
	},
	server_error: {
		title: 'The index has a problem of its own',
		meaning: 'The index answered with a status of 500 or above.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in the status bar, in hovers and in the health panel. What is cached is shown meanwhile, with its age.',
		example: 'Could not get the releases of flask from pypi.org: the server failed (HTTP 502).',
		steps: [
			'Wait a little: it is tried again by itself.',
			'See whether the index reports an incident.',
			'*AutoDocs: Retry What Failed* asks at once.',
		],
		words: '500, 502, 503, 504, bad gateway, outage, index down, PyPI down',
	},
	timeout: {
		title: 'The answer took too long',
		meaning: 'No answer came in the time that is allowed, for one attempt or for the whole look-up.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in the status bar, in hovers and in the health panel.',
		example: 'Could not get the releases of flask from pypi.org: no answer within 30 s.',
		steps: [
			'Try again: the index or the network is slow at the moment.',
			'Behind a proxy: set `http.proxy` in VS Code, or `HTTPS_PROXY` in the environment.',
			`Allow more time with ${settings('network.deadlineSeconds')}.`,
		],
		words: 'slow, hangs, timed out, ETIMEDOUT, deadline, stuck, waiting forever',
	},
	unreachable: {
		title: 'The index cannot be reached',
		meaning: 'No connection came about: the name is not known, the connection is refused or lost, or AutoDocs is set to be offline.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in the status bar, in hovers and in the health panel.',
		example: 'Could not get the releases of flask from pypi.org: the name pypi.org could not be resolved (ENOTFOUND).',
		steps: [
			'Check the network connection, and whether a VPN is needed.',
			'Behind a proxy: set `http.proxy` in VS Code, or `HTTPS_PROXY` in the environment.',
			`Check ${settings('index.url')}.`,
			`If the message says that offline mode is on: turn ${settings('offline')} off.`,
			`If it says that too many files are open: close what you do not need, or lower ${settings('network.maxConcurrentRequests')}.`,
		],
		words: 'offline, no internet, DNS, ENOTFOUND, ECONNREFUSED, ECONNRESET, proxy, VPN, firewall, EMFILE, network down',
	},
	tls_error: {
		title: 'No secure connection can be made',
		meaning: 'The certificate of the index is not trusted here, not valid now, or for another host; or the server does not speak TLS.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in hovers and in the health panel.',
		example:
			'Could not get the releases of flask from pypi.org: its certificate is not trusted on this machine (SELF_SIGNED_CERT_IN_CHAIN).',
		steps: [
			"Behind a proxy that inspects traffic: add its certificate to the system's store, which VS Code reads, or name its file in `NODE_EXTRA_CA_CERTS`.",
			'Check the date and time of this machine: certificates are valid for a period.',
			`Check ${settings('index.url')}.`,
			'Then choose *AutoDocs: Retry What Failed*.',
		],
		words: 'SSL, TLS, certificate, self-signed, expired, CERT_HAS_EXPIRED, UNABLE_TO_VERIFY_LEAF_SIGNATURE, corporate proxy, clock, HTTPS',
	},
	bad_response: {
		title: 'Something else came back than was asked for',
		meaning:
			'The answer is no package data: not JSON, of another shape, cut off, damaged, or a web page, often that of a network which wants you to sign in.',
		seen: 'As [`docs-unavailable`](../findings/docs-unavailable.md), in hovers and in the health panel.',
		example: 'Could not get the releases of flask from pypi.org: a web page came back instead of package data.',
		steps: [
			'Open any web page in a browser: the network may want you to sign in first. Then try again.',
			`Check that ${settings('index.url')} is the root of a Simple API.`,
			'A proxy or a security product may be changing what is sent: look at the log.',
		],
		words: 'captive portal, hotel wifi, sign in page, HTML instead of JSON, corrupt, truncated, cut off, unexpected answer',
	},
	response_too_large: {
		title: 'The answer is too large',
		meaning: 'The index sent more than AutoDocs reads for one answer. Reading stops at the first byte too many.',
		seen: 'In hovers, in the docs of a package and in the health panel.',
		example: 'Could not get the releases of huge from index.example: the answer is larger than 64 MB.',
		steps: ['Open the package on its index instead: *Open Page in Browser* in the tree.'],
		words: 'too big, size limit, memory, huge project',
	},
	circuit_open: {
		title: 'The index failed again and again, and is left alone for a while',
		meaning:
			'After several failures in a row nothing is asked for a time, so that neither you nor the index has to wait for what will not come.',
		seen: 'In the status bar, in hovers and in the health panel, with the failure that came before it.',
		example:
			'Could not get the releases of flask from pypi.org: it failed again and again (the server failed (HTTP 502)) and is left alone for 60 s.',
		steps: [
			'Wait: AutoDocs tries again by itself, with one request, and then with the rest.',
			'Or try at once with *AutoDocs: Retry What Failed*.',
			'See the page of the failure that came before it.',
			`How soon, and for how long: ${settings('network.breakerThreshold')}, ${settings('network.breakerRecoverySeconds')}.`,
		],
		words: 'circuit breaker, left alone, stopped asking, backoff, no requests, paused',
	},
	cache_error: {
		title: 'The cache folder cannot be used',
		meaning: 'What is cached could not be cleared or counted. Look-ups go on without it: a cache that fails is a cache that is empty.',
		seen: 'When the cache is cleared, in the health panel and in answers to coding agents.',
		example: 'The cache in /home/me/.cache/autodocs could not be cleared',
		steps: [
			'Check that the folder may be written, and that its disk is neither full nor gone.',
			'Choose another folder with the variable `AUTODOCS_CACHE_DIR`.',
		],
		words: 'disk full, ENOSPC, read-only, network drive, permission, cache folder',
	},
	cancelled: {
		title: 'It was cancelled',
		meaning: 'Whoever asked does not want the answer any more, or AutoDocs is closing.',
		seen: 'In the log, and in answers to coding agents whose client took its question back.',
		example: 'Cancelled by the caller',
		steps: ['Ask again, if you still want to know.'],
		words: 'aborted, stopped, closed, interrupted',
	},
	internal_error: {
		title: 'A mistake in AutoDocs',
		meaning: 'Something happened that AutoDocs did not foresee. The rest goes on.',
		seen: 'In a message, in a hover, and in the log with all that is known.',
		example: 'AutoDocs failed unexpectedly: …',
		steps: [
			'Look at the log: *AutoDocs: Show Log*.',
			'Tell us: *Copy diagnostics* in *AutoDocs: Show Health* copies what we need, without credentials and without the names of your folders.',
		],
		words: 'bug, crash, unexpected, report an issue',
	},
};
