import { draftsOfStatus } from '../project-status.ts';
import type { Rule } from '../rule.ts';

/** The index found the project unsafe, and offers none of its files (PEP 792). */
export const quarantinedProject: Rule = {
	code: 'quarantined-project',
	over: 'requirement',
	check: (context) => draftsOfStatus('quarantined', 'is held back by the index as unsafe, do not install it', context),
};
