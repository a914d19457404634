import * as z from 'zod';

/** Fields that several tools take. Descriptions are short: each client pays for them at each start. */
export const packageName = z.string().min(1).max(200);

export const projectPath = z
	.string()
	.min(1)
	.max(4096)
	.optional()
	.describe('Folder or pyproject.toml of the project; needed only when there are several');

export const versionConstraint = z
	.string()
	.max(500)
	.optional()
	.describe('PEP 440 such as "==2.31.0" or ">=2,<3", or "latest"; default: what the project uses');
