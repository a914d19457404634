/** Bounds of what is kept of a release's metadata. */
export const metadataLimits = {
	/** Characters of a description; the largest that the docs setting can show. */
	description: 1_000_000,
	/** Characters of any other field. */
	field: 2000,
	/** Items of any list. */
	items: 1000,
} as const;

export type Link = { readonly label: string; readonly url: string };

/** The text, cut to the limit; null for what says nothing (`UNKNOWN` is how setuptools once wrote that). */
export function readText(value: string | null | undefined): string | null {
	const text = value?.trim() ?? '';
	return text === '' || text === 'UNKNOWN' ? null : text.slice(0, metadataLimits.field);
}

export function readDescription(value: string | null | undefined): string {
	const text = value ?? '';
	return text.trim() === 'UNKNOWN' ? '' : text.slice(0, metadataLimits.description);
}

/** SPDX expression (PEP 639), else the licence field when it begins with a name, else the licence classifiers. */
export function readLicence(
	expression: string | null | undefined,
	licence: string | null | undefined,
	classifiers: readonly string[],
): string | null {
	const named = readText(expression) ?? shortLicence(readText(licence));
	if (named !== null) return named;
	const classified = classifiers
		.filter((line) => line.startsWith('License :: '))
		.map((line) => line.slice(line.lastIndexOf(':: ') + 3).trim());
	return readText(classified.filter((line) => line !== 'OSI Approved').join(', '));
}

/** Home page first, then the others in their order; only http(s), each address once. */
export function readLinks(homePage: string | null | undefined, others: Iterable<readonly [label: string, url: string]>): readonly Link[] {
	const links = new Map<string, string>();
	const listed = [...others].slice(0, metadataLimits.items);
	const isHome = ([label]: readonly [string, string]) => /^home[ _-]?page$/i.test(label.trim());
	const ordered = [
		...(homePage ? [['Homepage', homePage] as const] : []),
		...listed.filter(isHome),
		...listed.filter((link) => !isHome(link)),
	];
	for (const [label, text] of ordered) {
		const url = webAddress(text.trim());
		if (url !== undefined && !links.has(url)) links.set(url, label.trim().slice(0, 100));
	}
	return [...links].map(([url, label]) => ({ label, url }));
}

function webAddress(text: string): string | undefined {
	if (text.length > metadataLimits.field || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

function shortLicence(text: string | null): string | null {
	if (text === null) return null;
	const firstLine = text.split('\n', 1)[0]?.trim() ?? '';
	return firstLine.length <= 100 && !/^copyright\b/i.test(firstLine) ? firstLine : null;
}
