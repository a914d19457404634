// Writes the settings of src/core/config.ts into package.json, its one list in the manifest: `node scripts/settings.ts`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestConfiguration } from '../src/core/settings-manifest.ts';

const file = join(import.meta.dirname, '..', 'package.json');
const manifest = JSON.parse(await readFile(file, 'utf8'));
manifest.contributes.configuration = manifestConfiguration();
await writeFile(file, `${JSON.stringify(manifest, null, '\t')}\n`);
