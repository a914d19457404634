import * as vscode from 'vscode';
import { IndexServer, type ServedPackage } from '../support/index-server.ts';

/** The packages that the host suites ask for. */
const packages: readonly ServedPackage[] = [
	{
		name: 'flask',
		summary: 'A simple framework for building complex web applications.',
		licence: 'BSD-3-Clause',
		extras: ['async', 'dotenv'],
		urls: { Documentation: 'https://flask.example/docs', Source: 'https://flask.example/source' },
		description:
			'# Flask\n\nFlask is a lightweight web application framework. It is designed to make getting started quick and easy, with the ability to scale up to complex applications.\n\n<script>alert(1)</script>\n\n## A Simple Example\n\n```python\nfrom flask import Flask\n```\n',
		versions: { '2.3.3': { requiresPython: '>=3.8' }, '3.0.3': { requiresPython: '>=3.8' }, '3.1.2': { requiresPython: '>=3.9' } },
	},
	{
		name: 'requests',
		summary: 'Python HTTP for Humans.',
		description: '# Requests\n\nRequests is a simple, yet elegant, HTTP library that lets a person send HTTP requests extremely easily.\n',
		versions: { '2.31.0': {}, '2.32.0': { yanked: 'Yanked due to conflicts with CVE-2024-35195 mitigation' }, '2.32.3': {}, '2.32.5': {} },
	},
	{ name: 'numpy', versions: { '1.26.4': { requiresPython: '>=3.9' }, '2.3.0': { requiresPython: '>=3.11' } } },
	{ name: 'httpx', versions: { '0.28.1': {} } },
	{ name: 'rich', versions: { '13.9.4': {} } },
	{ name: 'click', versions: { '8.1.8': {} } },
	{
		name: 'hostile',
		summary: '<script>alert(1)</script> $(zap) **b**\n[quit](command:workbench.action.quit) \u202ekcab',
		urls: { '<b>Docs</b>': 'https://hostile.example/"><script>' },
		versions: { '13.0': { yanked: '<img src=x onerror=alert(1)> $(zap) [x](command:workbench.action.quit)' } },
	},
	{ name: 'sqlalchemy', versions: { '2.0.44': {} } },
];

/** Starts an index, as `prepare` leaves it, and makes AutoDocs use it: the groups start offline, so that no test asks a public one. */
export async function useShopIndex(prepare: (index: IndexServer) => void = () => undefined): Promise<IndexServer> {
	const index = await IndexServer.start({ packages });
	prepare(index);
	await setSetting('index.url', index.url);
	await setSetting('offline', false);
	return index;
}

export async function setSetting(key: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration('autodocs').update(key, value, vscode.ConfigurationTarget.Global);
}
