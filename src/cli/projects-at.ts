import { nodeFiles } from '../core/project/files.ts';
import { placesOf } from '../core/project/installed/environments.ts';
import { nodeFolders } from '../core/project/installed/folder-reader.ts';
import { type ProjectSource, projectsIn } from '../mcp/projects.ts';

/** The projects in the folders that the command line names, each with the environment that it runs in. */
export function projectsAt(directories: readonly string[], environment: NodeJS.ProcessEnv): ProjectSource {
	return projectsIn(directories, nodeFiles, placesOf({ folders: nodeFolders, variables: environment, os: process.platform }));
}
