import * as vscode from 'vscode';
import type { Configuration } from '../core/config.ts';
import type { Engine } from '../core/engine.ts';
import { currentFindings } from '../core/findings/current-findings.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { StatusFacts } from '../core/health/status.ts';
import { reasonOf } from '../core/network/failures.ts';
import { RequirementsByName } from '../core/project/requirements-by-name.ts';
import type { ProjectFile } from './project-file.ts';
import type { Projects } from './projects.ts';
import { PythonSources } from './python-sources.ts';
import { RequirementUse } from './requirement-use.ts';
import { ShowQueue } from './show-queue.ts';
import { ShownFindings } from './shown-findings.ts';

/** Joins the projects of the workspace with the engine: what is open is looked up, what is known becomes findings. */
export class Session implements vscode.Disposable {
	readonly engine: Engine;
	readonly projects: Projects;
	readonly sources: PythonSources;
	readonly shown = new ShownFindings();
	readonly #use: RequirementUse;
	readonly #requirements = new RequirementsByName();
	readonly #changedStatus = new vscode.EventEmitter<void>();
	readonly #toShow = new ShowQueue(
		(owner) => this.#show(owner),
		() => this.#changedStatus.fire(),
	);
	readonly #disposables: vscode.Disposable[] = [this.shown, this.#changedStatus, this.#toShow];
	#configuration: Configuration;
	#leaveLookups: () => void = () => undefined;

	readonly onDidChangeStatus = this.#changedStatus.event;

	constructor(engine: Engine, projects: Projects, configuration: Configuration) {
		this.engine = engine;
		this.projects = projects;
		this.sources = new PythonSources(projects);
		this.#configuration = configuration;
		this.#use = new RequirementUse(projects, engine.platform.log);
		this.#use.enable(isUseWanted(configuration));
		this.#joinLookups();
		this.#disposables.push(
			this.#use,
			this.#use.onDidChange((uri) => this.#toShow.ask(uri.toString())),
			projects.onDidChange((file) => this.#take(file)),
			projects.onDidRemove((uri) => this.#drop(uri)),
			{ dispose: engine.client.onDidChangeState(() => this.#changedStatus.fire()) },
			{ dispose: () => this.#leaveLookups() },
		);
	}

	get configuration(): Configuration {
		return this.#configuration;
	}

	/** Shows what was found in a Python source, in place of what was shown there. */
	showSource(source: vscode.TextDocument, findings: readonly Finding[]): void {
		if (this.shown.showSource(source, findings)) this.#changedStatus.fire();
	}

	/** An open pyproject at the document's present version, its findings shown. */
	async current(document: vscode.TextDocument): Promise<ProjectFile | undefined> {
		const file = await this.projects.current(document);
		this.#toShow.showNow(document.uri.toString());
		// The document may be a list that one of the others names.
		if (!this.#toShow.isEmpty) this.#toShow.showAll();
		return file;
	}

	/** Takes changed settings: every file is checked again, and looked up again where that is needed. */
	configure(configuration: Configuration): void {
		this.#configuration = configuration;
		this.engine.configure(configuration.settings);
		this.#use.enable(isUseWanted(configuration));
		this.#joinLookups();
		for (const file of this.projects.all()) this.#take(file);
		this.#changedStatus.fire();
	}

	statusFacts(): StatusFacts {
		const { settings, problems } = this.#configuration;
		const origin = this.engine.indexOrigin;
		const { counts, newestStale, trouble } = this.engine.lookups.summary();
		const cause = origin?.lastError ?? trouble;
		const now = this.engine.platform.now();
		const since = (at: number | undefined) => (at === undefined ? undefined : Math.max(0, now - at));
		return {
			offline: settings.offline,
			index: settings['index.url'],
			packages: counts,
			breaker: origin?.breaker.state ?? 'closed',
			nextTryAt: origin?.breaker.state === 'open' ? origin.breaker.probeAt : origin?.pausedUntil,
			cause: cause && reasonOf(cause),
			failingForMs: since(origin?.failingSince),
			newestStaleMs: since(newestStale),
			isRestricted: !vscode.workspace.isTrusted,
			problems: this.shown.problems(),
			settings: problems.map((problem) => problem.message),
		};
	}

	dispose(): void {
		for (const disposable of this.#disposables.splice(0)) disposable.dispose();
	}

	#joinLookups(): void {
		this.#leaveLookups();
		this.#leaveLookups = this.#toShow.follow(this.engine, (names) => {
			for (const file of this.projects.all()) for (const name of names) this.#learn(file, name);
		});
	}

	#learn({ uri, good }: ProjectFile, name: string): void {
		const project = good?.parsed.project;
		const requirements = project === undefined ? [] : this.#requirements.in(project, name);
		if (project === undefined || requirements.length === 0) return;
		for (const requirement of requirements) this.engine.checker.judge(project, requirement);
		this.#toShow.add(uri.toString());
	}

	#take(file: ProjectFile): void {
		const owner = file.uri.toString();
		const { project } = file.good?.parsed ?? file.parsed;
		if (project === undefined) this.engine.lookups.release(owner);
		// Never rejects: what fails is kept as what is known, and shown as a finding.
		else void this.engine.lookups.track(owner, this.engine.checker.names(project), 'interactive');
		this.#toShow.ask(owner);
	}

	#drop(uri: vscode.Uri): void {
		this.engine.lookups.release(uri.toString());
		this.shown.drop(uri);
		this.#changedStatus.fire();
	}

	#show(owner: string): void {
		const file = this.projects.get(vscode.Uri.parse(owner));
		if (file === undefined) return;
		const findings = currentFindings(this.engine.checker, file, file.good, this.#use.unusedIn(file.uri));
		this.shown.showProject(file, findings);
	}
}

function isUseWanted({ settings }: Configuration): boolean {
	return settings['findings.unused-requirement'] !== 'off';
}
