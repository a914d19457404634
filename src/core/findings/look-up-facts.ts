import type { ReleaseFacts } from '../index/release-facts.ts';
import type { Priority } from '../network/request.ts';
import type { Project } from '../project/model.ts';
import type { Checker } from './checker.ts';

/** Looks up, for who waits, what the rules want to know of the releases that a project uses. Resolves when all of it is in, or failed; never rejects. */
export async function lookUpFacts(facts: ReleaseFacts, checker: Checker, project: Project, priority: Priority): Promise<void> {
	const { vulnerabilities, licence } = checker.wantedFacts;
	if (!vulnerabilities && !licence) return;
	await facts.track(project.file, checker.releasesInUse(project), { priority, licence, isWaitedFor: true });
}
