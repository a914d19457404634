/* A process of its own that asks an index through a shared cache folder, as a second window does: `asker.ts FOLDER ORIGIN NAME…`. Prints a line of JSON. */
import { toAutoDocsError } from '../../../src/core/errors.ts';
import { createPackageIndex } from '../../../src/core/index/package-index-client.ts';
import { createClient } from '../../../src/core/network/client.ts';
import { realPlatform } from '../../../src/core/platform.ts';
import { clientSettings } from '../../support/client-requests.ts';

const [folder = '', origin = '', ...names] = process.argv.slice(2);
const client = createClient(
	clientSettings(origin, { deadlineMs: 5000 }),
	folder,
	realPlatform(() => undefined),
);
const index = createPackageIndex(`${origin}/simple`, client);
const answers = await Promise.all(
	names.map((name) =>
		index.releases(name).then(
			({ value, from, staleBecause }) => ({ name: value.name, version: value.releases[0]?.version, from, stale: staleBecause?.code }),
			(thrown: unknown) => ({ name, error: toAutoDocsError(thrown).code }),
		),
	),
);
await client.close();
process.stdout.write(`${JSON.stringify(answers)}\n`);
