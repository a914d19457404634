// The fault laboratory: `npm run faults`. With `--fast` it takes what takes long a few times instead of many. The last line tells how many scenarios held.
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import SpecAndReport from '../../scripts/test/reporter.ts';

const fast = process.argv.includes('--fast');
process.env['AUTODOCS_FAULTS'] = fast ? 'fast' : 'all';

// No scenario waits: only a machine that is busy with other things makes one take long.
const mocha = new Mocha({ reporter: SpecAndReport, timeout: 90_000, forbidOnly: true, forbidPending: true });
for await (const file of glob('**/*.test.ts', { cwd: import.meta.dirname })) mocha.addFile(join(import.meta.dirname, file));
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
	const { tests = 0, passes = 0 } = runner.stats ?? {};
	console.log(`${tests} scenarios: ${passes} held, ${tests - passes} fell short`);
	process.exitCode = failures === 0 && tests > 0 ? 0 : 1;
});
