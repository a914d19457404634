import packageJson from '../../package.json' with { type: 'json' };
import type { Configuration } from '../core/config.ts';
import { Engine } from '../core/engine.ts';
import type { Platform } from '../core/platform.ts';
import { cacheDirectory } from './cache-directory.ts';
import type { EngineFlags } from './engine-flags.ts';

/** Its owner closes it. */
export function createEngine({ settings }: Configuration, flags: EngineFlags, environment: NodeJS.ProcessEnv, platform: Platform): Engine {
	return new Engine({ settings, cacheDirectory: cacheDirectory(flags.cacheDir, environment), version: packageJson.version }, platform);
}
