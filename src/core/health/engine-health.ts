import * as l10n from '@vscode/l10n';
import type { Engine } from '../engine.ts';
import { parsePyproject } from '../project/pyproject.ts';
import { type HealthReport, health } from './health.ts';
import { freeSpace, heapUse } from './probes.ts';

/** How the engine and all it stands on are. Asks the index for something small, past the caches. Never rejects. */
export function engineHealth(engine: Engine, signal?: AbortSignal): Promise<HealthReport> {
	const index = engine.settings['index.url'];
	return health(
		{
			cache: () => engine.client.cacheStats(),
			index: (patience) =>
				engine.index.releases('pip', { signal: signal === undefined ? patience : AbortSignal.any([patience, signal]), refresh: true }),
			indexHost: index === '' ? l10n.t('No index is set') : new URL(index).host,
			parser: checkParser,
			memory: heapUse,
			disk: () => freeSpace(engine.cacheDirectory),
			indexTimeoutMs: engine.settings['network.healthCheckTimeoutSeconds'] * 1000,
			version: engine.version,
		},
		engine.platform,
	);
}

function checkParser(): void {
	const { project } = parsePyproject('[project]\ndependencies = ["requests>=2"]\n', 'pyproject.toml');
	if (project?.requirements[0]?.name !== 'requests') throw new Error('A small project was not read as it should be');
}
