import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import type { Checker } from '../findings/checker.ts';
import type { Finding } from '../findings/finding.ts';
import type { Millis } from '../platform.ts';
import type { Project } from '../project/model.ts';
import { type Span, spanShift } from '../span.ts';
import { groupRow, problemCount } from './group-row.ts';
import { filterWords, matches, ordered, type TreeOrder } from './order.ts';
import type { PlacedFindings } from './place-findings.ts';
import { ProjectMemo } from './project-memo.ts';
import { isProblem, type RequirementRow, requirementRow } from './requirement-row.ts';
import { idBelow, type TreeRow } from './row.ts';
import { sectionsOf } from './sections.ts';

/** One pyproject.toml, as the tree is made from it. */
export interface TreeProject {
	/** Tells it from all others, and names it towards the face. */
	readonly key: string;
	/** Where it is, in few words: relative to the workspace. */
	readonly path: string;
	/** Absolute path. */
	readonly file: string;
	/** Its text now, which `findings` are about. */
	readonly text: string;
	/** What it declared when it parsed last; undefined if it never did. */
	readonly project: Project | undefined;
	/** The text that `project` was read from. */
	readonly goodText: string;
	/** All of it, by absolute path. */
	readonly texts: ReadonlyMap<string, string>;
	readonly findings: readonly Finding[];
}

/** What of the tree is made in advance: projects, groups and requirements. What is below a requirement is made when it is opened. */
export interface TreeModel {
	readonly roots: readonly string[];
	readonly rows: ReadonlyMap<string, TreeRow>;
	readonly children: ReadonlyMap<string, readonly string[]>;
	readonly requirements: ReadonlyMap<string, RequirementRow>;
	/** The section that a requirement of a large group is in; all others are right below their group. */
	readonly sectionOf: ReadonlyMap<string, string>;
	/** Of how many requirements so many are shown. */
	readonly total: number;
	readonly shown: number;
	/** Whether every row says what is known now; else it is to be made again soon. */
	readonly isWhole: boolean;
}

export interface TreeWish {
	readonly order: TreeOrder;
	/** As typed; '' for all. */
	readonly filter: string;
}

const noFindings: readonly Finding[] = [];

/** Of its time, an editor gives so much at once to rows that are made anew: the rest are made at the next look. */
const mostMs = 15;

/** Makes the tree. What is known of a requirement is worked out once for each answer, however often the tree is made. */
export class TreeMaker {
	readonly #memos = new Map<string, ProjectMemo>();
	readonly #clock: () => Millis;

	/** `clock`: monotonic. */
	constructor(clock: () => Millis) {
		this.#clock = clock;
	}

	make(checker: Checker, projects: readonly TreeProject[], wish: TreeWish): TreeModel {
		const words = filterWords(wish.filter);
		const build = new Build();
		let left = mostMs;
		for (const project of projects.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
			const openedAt = this.#clock();
			const memo = this.#memoOf(project);
			left -= this.#clock() - openedAt;
			const placed = memo?.places.place(project.findings, before(project)) ?? { of: new Map(), others: project.findings };
			const startedAt = this.#clock();
			if (memo !== undefined && !this.#remake(memo, checker, project, placed, startedAt + left)) build.isWhole = false;
			left -= this.#clock() - startedAt;
			const rows = (memo?.requirements ?? []).flatMap(({ made }) => (made === undefined ? [] : [made]));
			build.addProject(project, placed, bySource(rows), words, wish.order);
		}
		const keys = new Set(projects.map(({ key }) => key));
		for (const key of this.#memos.keys()) if (!keys.has(key)) this.#memos.delete(key);
		return build;
	}

	#memoOf({ key, project }: TreeProject): ProjectMemo | undefined {
		const before = this.#memos.get(key);
		if (project === undefined || before?.project === project) return before;
		const memo = new ProjectMemo(key, project, before);
		this.#memos.set(key, memo);
		return memo;
	}

	/** Makes the rows about which something has changed. False when the time was not enough for all of them. */
	#remake(memo: ProjectMemo, checker: Checker, from: TreeProject, placed: PlacedFindings, until: Millis): boolean {
		const { project } = memo;
		let isWhole = true;
		for (const one of memo.requirements) {
			const { requirement, id } = one;
			const known = checker.known(project, requirement);
			const findings = placed.of.get(requirement) ?? noFindings;
			const isOfThis = one.made?.requirement === requirement;
			if (isOfThis && one.known === known && isSame(one.findings, findings)) continue;
			if (this.#clock() > until) {
				isWhole = false;
				continue;
			}
			const text = from.texts.get(requirement.file) ?? '';
			const supportsPython = memo.supportsPython(requirement);
			const facts = { id, projectKey: from.key, project, requirement, text, findings, supportsPython };
			Object.assign(one, { known, findings, made: requirementRow(checker, facts) });
		}
		return isWhole;
	}
}

class Build implements TreeModel {
	readonly roots: string[] = [];
	readonly rows = new Map<string, TreeRow>();
	readonly children = new Map<string, readonly string[]>();
	readonly requirements = new Map<string, RequirementRow>();
	readonly sectionOf = new Map<string, string>();
	total = 0;
	isWhole = true;

	get shown(): number {
		return this.requirements.size;
	}

	addProject(
		project: TreeProject,
		{ others }: PlacedFindings,
		groups: ReadonlyMap<string, readonly RequirementRow[]>,
		words: readonly string[],
		order: TreeOrder,
	): void {
		const all = [...groups.values()];
		this.total += all.reduce((sum, rows) => sum + rows.length, 0);
		const shown = [...groups].map(([source, rows]) => [source, rows.filter((row) => matches(row, words))] as const);
		const kept = shown.filter(([, rows]) => rows.length > 0);
		if (words.length > 0 && kept.length === 0) return;
		const problems = project.findings.filter(isProblem).length;
		this.roots.push(project.key);
		this.rows.set(project.key, projectRow(project, problems));
		const notes = words.length > 0 ? [] : [...others.map((finding, i) => findingRow(project, finding, i)), ...emptyNote(project)];
		for (const note of notes) this.rows.set(note.id, note);
		this.children.set(project.key, [...notes.map(({ id }) => id), ...kept.map(([source]) => idBelow(project.key, source))]);
		for (const [source, rows] of kept) this.#addGroup(project.key, source, rows, order);
	}

	#addGroup(key: string, source: string, rows: readonly RequirementRow[], order: TreeOrder): void {
		const id = idBelow(key, source);
		this.rows.set(id, groupRow(id, source, rows));
		const children = ordered(rows, order);
		const sections = sectionsOf(id, children);
		if (sections.length === 0) this.#addRequirements(id, children);
		else
			this.children.set(
				id,
				sections.map(({ row }) => row.id),
			);
		for (const section of sections) {
			this.rows.set(section.row.id, section.row);
			this.#addRequirements(section.row.id, section.rows);
			for (const { row } of section.rows) this.sectionOf.set(row.id, section.row.id);
		}
	}

	#addRequirements(parent: string, children: readonly RequirementRow[]): void {
		this.children.set(
			parent,
			children.map(({ row }) => row.id),
		);
		for (const child of children) {
			this.rows.set(child.row.id, child.row);
			this.requirements.set(child.row.id, child);
		}
	}
}

function bySource(rows: readonly RequirementRow[]): ReadonlyMap<string, readonly RequirementRow[]> {
	const groups = new Map<string, RequirementRow[]>();
	for (const row of rows) {
		const group = groups.get(row.requirement.source);
		if (group === undefined) groups.set(row.requirement.source, [row]);
		else group.push(row);
	}
	return groups;
}

/** From the text that findings are about to the one that the requirements were read from. */
function before({ goodText, text }: TreeProject): (span: Span) => Span | undefined {
	return goodText === text ? (span) => span : spanShift(text, goodText);
}

function projectRow({ key, path, project, file }: TreeProject, problems: number): TreeRow {
	const name = visibleLine(project?.name ?? '').slice(0, 100);
	const label = name === '' ? path : name;
	const description = [...(name === '' ? [] : [path]), ...(problems === 0 ? [] : [problemCount(problems)])].join(' · ');
	return {
		id: key,
		label,
		description,
		icon: 'project',
		spoken: [label, description].filter((part) => part !== '').join(', '),
		below: 'shown',
		target: { kind: 'place', project: key, file, span: { start: 0, end: 0 } },
		offers: ['place'],
	};
}

/** A finding of a file as a whole. */
function findingRow({ key }: TreeProject, finding: Finding, i: number): TreeRow {
	return {
		id: idBelow(key, `!${i}`),
		label: finding.message.slice(0, 300),
		description: finding.code,
		icon: finding.severity,
		spoken: `${finding.message}, ${finding.code}`,
		below: 'nothing',
		target: { kind: 'place', project: key, file: finding.file, span: finding.span },
		offers: ['place'],
	};
}

function emptyNote({ key, project }: TreeProject): readonly TreeRow[] {
	if (project === undefined || project.requirements.length > 0) return [];
	const label = l10n.t('No requirements yet');
	return [{ id: idBelow(key, '!'), label, description: '', icon: 'note', spoken: label, below: 'nothing', target: undefined, offers: [] }];
}

function isSame(a: readonly Finding[], b: readonly Finding[]): boolean {
	return a.length === b.length && a.every((finding, i) => finding === b[i]);
}
