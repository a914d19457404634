// The import directions of the design: faces → core; inside core findings, docs, health → index, project → network, packaging → errors.
const core = (...folders) => `^src/core/(${folders.join('|')})/`;

module.exports = {
	forbidden: [
		{ name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'vscode-only-in-the-editor',
			severity: 'error',
			from: { pathNot: '^(src/editor/|src/extension\\.ts$|test/host/)' },
			to: { path: '^vscode$|/@types/vscode/' },
		},
		{
			name: 'core-knows-no-face',
			severity: 'error',
			from: { path: '^src/core/' },
			to: { path: '^src/(editor|mcp|cli|webview)/|^src/(extension|bin|cli)\\.ts$' },
		},
		{ name: 'faces-stay-apart', severity: 'error', from: { path: '^src/((mcp|cli)/|(bin|cli)\\.ts$)' }, to: { path: '^src/editor/' } },
		{
			name: 'mcp-knows-core-alone',
			severity: 'error',
			from: { path: '^src/mcp/' },
			to: { path: '^src/(editor|cli)/|^src/(extension|bin|cli)\\.ts$' },
		},
		{
			name: 'webview-knows-its-view-alone',
			severity: 'error',
			from: { path: '^src/webview/' },
			to: { path: '^src/|^(node:)?[a-z_]+$', pathNot: '^src/webview/|^src/core/health/panel/(view|format)\\.ts$' },
		},
		{
			name: 'nobody-knows-the-webview',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/webview/' },
			to: { path: '^src/webview/' },
		},
		{
			name: 'packaging-and-network-are-the-ground',
			severity: 'error',
			from: { path: core('packaging', 'network') },
			to: { path: core('project', 'index', 'docs', 'findings', 'health') },
		},
		{ name: 'packaging-without-network', severity: 'error', from: { path: core('packaging') }, to: { path: core('network') } },
		{
			name: 'project-and-index-below-the-rest',
			severity: 'error',
			from: { path: core('project', 'index') },
			to: { path: core('docs', 'findings', 'health') },
		},
		{ name: 'project-without-network', severity: 'error', from: { path: core('project') }, to: { path: core('network', 'index') } },
		{ name: 'sources-know-no-test', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|scripts)/' } },
		{
			name: 'bundles-hold-run-time-dependencies-only',
			severity: 'error',
			from: { path: '^src/' },
			// `vscode` itself is found as its types, which are a development dependency.
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/vscode/' },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		parser: 'swc',
		doNotFollow: { path: 'node_modules' },
		enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'] },
	},
};
