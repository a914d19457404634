/** Suites that share one VS Code: its workspace, its settings and how the extension got into it. */
export interface HostGroup {
	readonly name: string;
	/** File names in this folder. */
	readonly suites: readonly string[];
	/** `packaged`: the VSIX, installed as a person would; `development`: this folder, as F5 does it. */
	readonly mode: 'development' | 'packaged';
	/** The workspace's files: path below it → content. */
	readonly workspace: Readonly<Record<string, string>>;
	/** The `.code-workspace` among its files that is opened; else the folder that holds them all is. */
	readonly opens?: string;
	/** Opens the workspace in Restricted Mode, as one whose authors are not trusted. */
	readonly restricted?: true;
	/** VS Code speaks the pseudo-language. For `packaged` alone, and not on the desktop, whose languages are packs of Microsoft's. */
	readonly pseudoLanguage?: true;
	/** Stand-ins for Microsoft's Python extensions are there. For `packaged` alone. */
	readonly pythonExtensions?: true;
	/** An index in the run's own process, which AutoDocs is set to ask from its start: this many packages `package-N`, after 50 ms each. */
	readonly slowIndex?: number;
	/** How many versions each of those packages has. Default: 100. */
	readonly versions?: number;
	/** Machine settings beside those every run has. */
	readonly settings?: Readonly<Record<string, unknown>>;
}

const shop = `[project]
name = "shop"
version = "1.0"
dependencies = ["flask"]
`;

export const groups: readonly HostGroup[] = [
	{
		name: 'no-project',
		suites: ['inactive.test.ts', 'lifecycle.test.ts'],
		mode: 'packaged',
		workspace: { 'README.md': '# Not a Python project\n' },
	},
	{
		name: 'development',
		suites: ['activation.test.ts'],
		mode: 'development',
		workspace: { 'pyproject.toml': shop },
	},
	{
		name: 'packaged',
		suites: ['activation.test.ts', 'problems.test.ts', 'trouble.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
	},
	{
		name: 'workspace',
		suites: ['project-search.test.ts', 'workspace.test.ts', 'actions.test.ts'],
		mode: 'packaged',
		workspace: {
			'one/pyproject.toml': shop,
			'venv/two/pyproject.toml': '[project]\nname = "two"\ndependencies = ["rich>=99"]\n',
			'outside/pyproject.toml': '[project]\nname = "outside"\ndependencies = ["rich>=99"]\n',
			'two.code-workspace': JSON.stringify({ folders: [{ path: 'one' }, { path: 'venv/two' }] }),
		},
		opens: 'two.code-workspace',
	},
	{
		name: 'locks',
		suites: ['locks.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
		// Otherwise what a terminal shows is a picture, in which no test finds a word.
		settings: { 'terminal.integrated.gpuAcceleration': 'off' },
	},
	{
		name: 'installed',
		suites: ['installed.test.ts'],
		mode: 'packaged',
		// VS Code's watcher misses what happens in a folder that is made, after it began, together with the one above it: `src/shop` is there before.
		workspace: { 'pyproject.toml': shop, 'src/shop/main.py': '', 'src/unwatched/late.py': '' },
		settings: { 'terminal.integrated.gpuAcceleration': 'off', 'files.watcherExclude': { '**/unwatched/**': true } },
	},
	{
		name: 'chosen-python',
		suites: ['chosen-python.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
		pythonExtensions: true,
	},
	{
		name: 'advisories',
		suites: ['advisories.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
	},
	{
		name: 'aids',
		suites: ['completion.test.ts', 'update.test.ts', 'docs-preview.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop, 'uv.lock': '' },
		// The lock says which tool is used, and nothing else.
		settings: { 'autodocs.findings.lock-drift': 'off' },
	},
	{
		name: 'tree',
		suites: ['tree.test.ts', 'hostile.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop, 'uv.lock': '' },
		settings: { 'autodocs.findings.lock-drift': 'off' },
	},
	{
		name: 'tree-huge',
		suites: ['tree-huge.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': '[project]\nname = "huge"\n' },
		// Of its own process: what it does must not count as the editor's work.
		slowIndex: 5000,
		versions: 2,
		settings: { 'autodocs.findings.docs-unavailable': 'off' },
	},
	{
		// Of its own: the suites of `no-project` need the extension inactive.
		name: 'tree-welcome',
		suites: ['tree-welcome.test.ts', 'walkthrough.test.ts'],
		mode: 'packaged',
		workspace: { 'README.md': '# Not a Python project\n' },
	},
	{
		name: 'panel',
		suites: ['panel.test.ts', 'export-metrics.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
	},
	{
		// Of its own: the suite reloads the window, and all suites of its group begin anew then.
		name: 'panel-restored',
		suites: ['panel-restored.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
	},
	{
		name: 'language',
		suites: ['language.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
		pseudoLanguage: true,
	},
	{
		name: 'mcp',
		suites: ['mcp.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': shop },
		settings: { 'chat.disableAIFeatures': false },
	},
	{
		// Of its own, and without a project: the extension stays inactive, and VS Code has no other server than that of the suite.
		name: 'mcp-definition',
		suites: ['mcp-definition.test.ts'],
		mode: 'packaged',
		workspace: { 'README.md': '# Not a Python project\n' },
		settings: { 'chat.disableAIFeatures': false },
	},
	{
		name: 'cold',
		suites: ['cold.test.ts', 'branch-switch.test.ts'],
		mode: 'packaged',
		workspace: { 'pyproject.toml': '[project]\nname = "cold"\n' },
		slowIndex: 1200,
	},
	{
		// Of its own: the suite needs the extension inactive.
		name: 'many-projects',
		suites: ['many-projects.test.ts'],
		mode: 'packaged',
		workspace: { 'README.md': '# Not a Python project yet\n' },
		slowIndex: 500,
	},
	{
		name: 'restricted',
		suites: ['restricted.test.ts'],
		mode: 'packaged',
		workspace: {
			'pyproject.toml': '[project]\nname = "restricted"\ndependencies = ["package-0>=99"]\n',
			'.vscode/settings.json': '{ "autodocs.index.url": "http://127.0.0.1:9/simple" }',
		},
		restricted: true,
		pythonExtensions: true,
		slowIndex: 1,
	},
];
