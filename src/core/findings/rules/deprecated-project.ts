import { draftsOfStatus } from '../project-status.ts';
import type { Rule } from '../rule.ts';

/** The project is obsolete by its own word, and most often names what takes its place (PEP 792). */
export const deprecatedProject: Rule = {
	code: 'deprecated-project',
	over: 'requirement',
	check: (context) => draftsOfStatus('deprecated', 'is deprecated', context),
};
