import { runInstalled } from './setup.js';

await runInstalled('scripts/start/main.ts', process.argv.slice(2));
