import { docsPage } from '../../core/docs/docs-page.ts';
import { readDocs } from '../../core/docs/reading.ts';
import type { Shared } from '../shared.ts';
import { fenced } from '../untrusted.ts';
import { docsAnswer, docsText } from './docs-answer.ts';
import { type PackageInput, readPackage } from './read-package.ts';

/** Of one page, whatever the settings say: the next one is a call away. */
const pageTokens = 10_000;
/** For the fence around it. */
const fenceCharacters = 200;
const fenceTokens = 80;
/** Characters of docs that are read as a resource. */
const longestPage = 100_000;

interface DocsInput extends PackageInput {
	readonly query?: string | undefined;
	readonly cursor?: string | undefined;
}

/** A page of docs, by query or from the cursor on. */
export async function docsOfVersion(shared: Shared, input: DocsInput, signal: AbortSignal) {
	const { settings, platform } = shared.engine;
	const read = await readPackage(shared, input, signal);
	const reading = readDocs(read.docs, {
		query: input.query,
		cursor: input.cursor,
		maxCharacters: settings['docs.maxCharacters'] - fenceCharacters,
		maxTokens: Math.min(settings['context.maxTokens'], pageTokens) - fenceTokens,
	});
	const answer = docsAnswer(read, reading, shared.lookalikes.of(read.resolved.releases.value, platform.now()));
	return { answer, text: docsText(answer) };
}

/** The docs of a version from the beginning, as Markdown. */
export async function pageOfDocs(shared: Shared, name: string, version: string, signal: AbortSignal): Promise<string> {
	const { index, platform } = shared.engine;
	const { resolved, metadata, docs } = await readPackage(shared, { package_name: name, version_constraint: `==${version}` }, signal);
	const page = docsPage(docs, metadata, index.url, platform.now());
	return fenced(page.length > longestPage ? `${page.slice(0, longestPage)}…` : page, resolved.name, resolved.version);
}
