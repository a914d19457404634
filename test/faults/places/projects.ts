import assert from 'node:assert/strict';
import { Engine } from '../../../src/core/engine.ts';
import type { Finding } from '../../../src/core/findings/finding.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import type { SettingKey } from '../../../src/core/settings.ts';
import { projectWith, pyproject, settingsWith } from '../../support/checked.ts';
import type { Lab } from '../lab.ts';
import type { Behaviour, LabServer } from '../lab-server.ts';
import type { Place, Play } from '../scenario.ts';
import { body, closes, html, onlyFor, page200, projectOf, resets, silence, status } from '../speech.ts';
import { older } from '../worlds.ts';

/** A project that is open in an editor, at an index that may fail. */
class Open {
	readonly engine: Engine;
	readonly #lab: Lab;
	readonly #text: string;

	constructor(lab: Lab, url: string, names: readonly string[], set: Partial<Record<SettingKey, unknown>> = {}) {
		this.#lab = lab;
		this.#text = projectWith(...names.map((name) => JSON.stringify(name)));
		this.engine = new Engine(
			{ settings: settingsWith({ 'index.url': url, ...set }), cacheDirectory: lab.cacheFolder, version: '1' },
			lab.platform,
		);
	}

	/** All findings once everything is in. */
	async look(): Promise<readonly Finding[]> {
		const { checker, lookups } = this.engine;
		const parsed = parsePyproject(this.#text, pyproject);
		assert.ok(parsed.project !== undefined);
		await this.#lab.run(lookups.track(pyproject, checker.names(parsed.project), 'interactive'));
		return this.engine.checker.check(parsed, this.#text);
	}

	/** The findings after `ms` more. */
	async lookAfter(ms: number): Promise<readonly Finding[]> {
		await this.#lab.platform.advance(ms);
		return await this.look();
	}

	state(name: string): string {
		const known = this.engine.lookups.known(name);
		return known?.state === 'failed' ? known.error.code : (known?.state ?? 'unknown');
	}

	close(): Promise<void> {
		return this.#lab.run(this.engine.close());
	}
}

const play = (
	title: string,
	behaviour: Behaviour,
	names: readonly string[],
	act: (open: Open, server: LabServer, lab: Lab) => Promise<void>,
): Play => ({
	title,
	play: async (lab) => {
		const server = await lab.serve(behaviour);
		const open = new Open(lab, `${server.origin}/simple`, names);
		await act(open, server, lab);
		await open.close();
	},
});

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code).sort();
const hidesNothing = (what: string, behaviour: Behaviour, code: string) =>
	play(`one that ${what} hides no other`, onlyFor('bad', behaviour), ['numpy', 'bad', 'flask'], async (open) => {
		await open.look();
		assert.deepEqual(
			['numpy', 'bad', 'flask'].map((name) => open.state(name)),
			['answered', code, 'answered'],
		);
	});

const five = ['a', 'b', 'c', 'd', 'e'];

export const projects: Place = {
	name: 'of several packages of a project,',
	scenarios: [
		hidesNothing('does not exist', status('404 Not Found'), 'package_not_found'),
		hidesNothing('resets', resets, 'unreachable'),
		hidesNothing('says nothing', silence, 'timeout'),
		hidesNothing('fails', status('500 Oops'), 'server_error'),
		hidesNothing('is no JSON', body('{'), 'bad_response'),
		hidesNothing('is forbidden', status('403 Forbidden'), 'auth_required'),
		play(
			'one that asks all to wait an hour is told, and those that were answered stay',
			onlyFor('bad', status('429 Too Many', 'retry-after: 3600')),
			['numpy', 'bad'],
			async (open, _server, lab) => {
				await lab.run(open.engine.lookups.track('another', new Set(['numpy']), 'interactive'));
				await open.look();
				assert.equal(open.state('bad'), 'rate_limited');
				assert.equal(open.state('numpy'), 'answered');
			},
		),
		play('all that fail alike are one note on the file, which says how many', closes, five, async (open) => {
			const findings = await open.look();
			assert.deepEqual(codes(findings), ['docs-unavailable']);
			assert.match(findings[0]?.message ?? '', /5 of 5 packages could not be looked up .*connection was lost/);
		}),
		play('all that are behind a captive portal are one note, which says to sign in', body('<form>', html), five, async (open) => {
			const findings = await open.look();
			assert.deepEqual(codes(findings), ['docs-unavailable']);
			assert.match(findings[0]?.message ?? '', /web page/);
		}),
		play('all that failed are asked again by themselves, and found once the index is back', resets, five, async (open, server) => {
			await open.look();
			server.turn(page200());
			assert.deepEqual(codes(await open.lookAfter(120_000)), []);
		}),
		play(
			'all are shown from the cache with one note when the index is down, and the note goes when it is back',
			older,
			five,
			async (open, server, lab) => {
				await open.look();
				await lab.platform.advance(3_600_000);
				server.turn(resets);
				assert.deepEqual(codes(await open.look()), ['stale-data']);
				server.turn(page200());
				assert.deepEqual(codes(await open.lookAfter(120_000)), []);
			},
		),
		play(
			'an unknown one is found though the index fails for another',
			(exchange) =>
				(projectOf(exchange) === 'nope' ? status('404 Not Found') : projectOf(exchange) === 'bad' ? status('500 Oops') : page200())(
					exchange,
				),
			['numpy', 'nope', 'bad'],
			async (open) => {
				assert.deepEqual(codes(await open.look()), ['docs-unavailable', 'unknown-package']);
			},
		),
		play(
			'those under way are given up when the index is moved, and asked at the new one',
			silence,
			['numpy'],
			async (open, _server, lab) => {
				const before = open.look();
				await lab.platform.advance(100);
				const elsewhere = await lab.serve(page200());
				open.engine.configure(settingsWith({ 'index.url': `${elsewhere.origin}/simple` }));
				await before;
				await open.look();
				assert.equal(open.state('numpy'), 'answered');
			},
		),
		play('those that failed are asked again when a person says to retry', resets, ['numpy', 'flask'], async (open, server, lab) => {
			await open.look();
			server.turn(page200());
			await lab.run(open.engine.lookups.retryFailed());
			assert.equal(open.state('numpy'), 'answered');
		}),
		play(
			'those under way end at once when a person goes offline in a retry, and are asked when he is back',
			resets,
			['numpy'],
			async (open, server, lab) => {
				await open.look();
				const set = (offline: boolean) => open.engine.configure(settingsWith({ 'index.url': `${server.origin}/simple`, offline }));
				set(true);
				await lab.platform.advance(10);
				assert.equal(open.state('numpy'), 'unreachable');
				server.turn(page200());
				set(false);
				await lab.platform.advance(10_000);
				assert.equal(open.state('numpy'), 'answered');
			},
		),
		play('a project that is closed while they are asked for leaves nothing', silence, five, async (open, _server, lab) => {
			const looked = open.look();
			await lab.platform.advance(100);
			await open.close();
			await looked;
		}),
		{
			title: 'none is asked for where the index URL is none: says which setting',
			play: async (lab) => {
				const open = new Open(lab, '', ['numpy']);
				const findings = await open.look();
				assert.match(findings[0]?.message ?? '', /autodocs\.index\.url/);
				await open.close();
			},
		},
	],
};
