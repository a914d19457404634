import { runInstalled } from './setup.js';

await runInstalled('scripts/test/main.ts', process.argv.slice(2));
