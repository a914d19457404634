// Writes src/core/index/popular-names.ts, the names that "did you mean" knows: `node scripts/popular-names.ts <top-packages.tsv>`.
import { readFileSync, writeFileSync } from 'node:fs';

const count = 8000;

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Name a list of packages: lines of `name<TAB>rank<TAB>…`, with a heading');
const names = readFileSync(source, 'utf8')
	.split('\n')
	.slice(1)
	.map((line) => line.split('\t')[0] ?? '')
	.filter((name) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name));
const text = names.slice(0, count).join(' ');
writeFileSync(
	new URL('../src/core/index/popular-names.ts', import.meta.url),
	`/** The ${count} most downloaded packages, most popular first. Written by scripts/popular-names.ts. */\nexport const popularNames: readonly string[] =\n\t'${text}'.split(\n\t\t' ',\n\t);\n`,
);
