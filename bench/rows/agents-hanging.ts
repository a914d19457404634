import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startIndex } from '../bench-index.ts';
import { packageNames } from '../index-pages.ts';
import { mean, percent, type Row } from '../row.ts';
import { withFolder } from '../workbench.ts';

const packages = 1000;
const atOnce = 50;
/** The releases of the package, then the metadata of one: the second waits for the first. */
const lookUpsPerCall = 2;

/** What `hangingRows` asks of the engine, asked through the built server over stdio. */
export async function agentHangingRows(): Promise<readonly Row[]> {
	await using index = await startIndex({ packages, size: 'small', latencyMs: 20, faults: { hang: 0.5 } });
	return await withFolder(async (folder) => {
		const client = new Client({ name: 'bench', version: '1' });
		await client.connect(
			new StdioClientTransport({
				command: process.execPath,
				args: [fileURLToPath(new URL('../../dist/autodocs.js', import.meta.url)), 'mcp', folder],
				env: { ...(process.env as Record<string, string>), AUTODOCS_INDEX_URL: index.url, AUTODOCS_CACHE_DIR: folder },
				stderr: 'ignore',
			}),
		);
		const seconds: number[] = [];
		let answered = 0;
		const rest = packageNames(packages).values();
		const takeTurns = async () => {
			for (const name of rest) {
				const startedAt = performance.now();
				const { isError } = await client.callTool({ name: 'get_package_docs', arguments: { package_name: name } });
				seconds.push((performance.now() - startedAt) / 1000);
				if (isError !== true) answered++;
			}
		};
		await Promise.all(Array.from({ length: atOnce }, takeTurns));
		await client.close();
		const note = `${lookUpsPerCall} look-ups a call; slowest call ${Math.max(...seconds).toFixed(1)} s`;
		return [
			{
				figure: 'get_package_docs over stdio, half of all exchanges hang: complete',
				measured: percent(answered, packages),
				limit: 99,
				bound: 'least',
				unit: '%',
			},
			{ figure: '… mean time of a look-up', measured: mean(seconds) / lookUpsPerCall, limit: 1.8, unit: 's', note },
		];
	});
}
