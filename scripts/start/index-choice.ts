import { startSampleIndex } from '../sample-index/sample-index.ts';

/** The index that the host and the command line ask, as the variables that tell them. */
interface IndexChoice extends AsyncDisposable {
	readonly environment: Readonly<Record<string, string>>;
}

/** How long the configured index may take to answer, ms. */
const probeLimit = 5000;

/**
 * The index that AUTODOCS_INDEX_URL names, else pypi.org. When it does not answer and `sample` may stand in for it, that is started: it knows the
 * packages of the example and no other.
 */
export async function chooseIndex(sample: boolean, cacheDirectory: string, say: (line: string) => void): Promise<IndexChoice> {
	const configured = process.env['AUTODOCS_INDEX_URL'] || 'https://pypi.org/simple';
	const problem = await probe(configured);
	if (problem === undefined) return { environment: {}, [Symbol.asyncDispose]: async () => undefined };
	say(`The index ${new URL(configured).origin} cannot be reached: ${problem}`);
	if (!sample) {
		say('AutoDocs shows what it can do without; set AUTODOCS_INDEX_URL to another index to ask that one.');
		return { environment: {}, [Symbol.asyncDispose]: async () => undefined };
	}
	const { url, close } = await startSampleIndex();
	say(`A sample index answers instead, with made-up releases of the example's packages: ${url}`);
	return { environment: { AUTODOCS_INDEX_URL: url, AUTODOCS_CACHE_DIR: cacheDirectory }, [Symbol.asyncDispose]: close };
}

/** Undefined when anything but a server error comes back, else what went wrong. */
async function probe(index: string): Promise<string | undefined> {
	try {
		const response = await fetch(`${index.replace(/\/$/, '')}/pip/`, { signal: AbortSignal.timeout(probeLimit) });
		await response.body?.cancel();
		return response.status < 500 ? undefined : `it answers ${response.status}`;
	} catch (error) {
		if (!(error instanceof Error)) return String(error);
		return error.cause instanceof Error ? error.cause.message : error.message;
	}
}
