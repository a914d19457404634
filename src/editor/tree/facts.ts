import * as vscode from 'vscode';
import { visibleLine } from '../../core/docs/visible-text.ts';
import type { DetailFacts } from '../../core/tree/details.ts';
import type { TreeProject } from '../../core/tree/model.ts';
import type { RequirementRow } from '../../core/tree/requirement-row.ts';
import type { ProjectFile } from '../project-file.ts';
import type { Session } from '../session.ts';
import { whence } from '../whence.ts';
import type { Links } from './links.ts';

/** A project with what was found in it. */
export function treeProject(session: Session, file: ProjectFile): TreeProject {
	const { uri, text, texts, good } = file;
	return {
		key: uri.toString(),
		path: vscode.workspace.asRelativePath(uri),
		file: uri.fsPath,
		text,
		project: good?.parsed.project,
		goodText: good?.text ?? text,
		texts,
		findings: session.shown.of(uri).map(({ finding }) => finding),
	};
}

/** What is known of a requirement that is opened. `onAnswer`: more is known now. */
export function detailFacts(session: Session, links: Links, made: RequirementRow, projectKey: string, onAnswer: () => void): DetailFacts {
	const { project, requirement, findings, newer, row } = made;
	const { checker, index, platform } = session.engine;
	const known = checker.known(project, requirement);
	const inUse = checker.versionInUse(project, requirement);
	const fixed = checker.fixed(project, requirement);
	const isKnown = known?.state === 'answered';
	return {
		...{ id: row.id, projectKey, project, requirement, findings, known, inUse, newer },
		whence: whence(requirement, { known, inUse, fixed }),
		cutOff: checker.cutOff(project, requirement.name),
		metadata: isKnown && inUse !== undefined ? links.of(index, requirement.name, inUse.release.version, onAnswer) : undefined,
		page: isKnown ? index.projectPage(requirement.name) : undefined,
		os: process.platform,
		now: platform.now(),
	};
}

/** What a requirement's tooltip adds to its row. The summary is a package's own. */
export function moreOf(session: Session, { project, requirement }: RequirementRow): readonly string[] {
	const { checker, index } = session.engine;
	const known = checker.known(project, requirement);
	const inUse = checker.versionInUse(project, requirement);
	const summary = inUse === undefined ? undefined : index.peekMetadata(requirement.name, inUse.release.version)?.value.summary;
	const from = whence(requirement, { known, inUse, fixed: checker.fixed(project, requirement) });
	return [from, ...(summary === undefined || summary === null ? [] : [visibleLine(summary).slice(0, 300)])];
}
