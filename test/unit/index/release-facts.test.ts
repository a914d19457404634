import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import type { ReleaseMetadata, Vulnerability } from '../../../src/core/index/package-index.ts';
import { ReleaseFacts, type ReleaseId } from '../../../src/core/index/release-facts.ts';
import { answer, KnownIndex } from '../../support/known-index.ts';
import { metadataWith } from '../../support/metadata.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const owner = '/p/pyproject.toml';
const hourMs = 60 * 60_000;
const waited = { priority: 'interactive', isWaitedFor: true } as const;
const background = { priority: 'background' } as const;
const bad: Vulnerability = { id: 'PYSEC-1', aliases: [], summary: null, severity: null, fixedIn: [], link: null };

function ids(...names: readonly string[]): readonly ReleaseId[] {
	return names.map((name) => ({ name, version: '1.0' }));
}

function setUp(known: Readonly<Record<string, Partial<ReleaseMetadata> | Error>> = {}) {
	const platform = new SimulatedPlatform();
	const asked = Object.entries(known).map(([name, about]) => [
		`${name} 1.0`,
		about instanceof Error ? about : answer(metadataWith(about), { fetchedAt: platform.now() }),
	]);
	const index = new KnownIndex({}, Object.fromEntries(asked));
	const facts = new ReleaseFacts(index, platform);
	const told: string[] = [];
	facts.onDidChange((changed) => told.push(...changed));
	const takeAsked = () => [
		...index.askedMetadata.splice(0).map(({ release }) => `metadata ${release}`),
		...index.askedVulnerabilities.splice(0).map(({ release }) => `vulnerabilities ${release}`),
	];
	return { platform, index, facts, told, takeAsked };
}

describe('the facts of a release', () => {
	it('are nothing before somebody uses it, and told once they are in', async () => {
		const { facts, told } = setUp({ a: { vulnerabilities: [bad] } });
		assert.equal(facts.known('a', '1.0'), undefined);
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual(facts.known('a', '1.0'), { licence: undefined, vulnerabilities: [bad] });
		assert.deepEqual(told, ['a']);
	});

	it('tell nobody when there is nothing to tell, and stay the same object', async () => {
		const { platform, facts, told } = setUp({ a: {} });
		await facts.track(owner, ids('a'), waited);
		const first = facts.known('a', '1.0');
		await platform.advance(hourMs);
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual([first, told], [{ licence: undefined, vulnerabilities: [] }, []]);
		assert.equal(facts.known('a', '1.0'), first);
	});

	it('cost one small request, and none while they are as good as new', async () => {
		const { platform, facts, takeAsked } = setUp({ a: {} });
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual(takeAsked(), ['vulnerabilities a 1.0']);
		await platform.advance(hourMs - 1);
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual(takeAsked(), []);
		await platform.advance(1);
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual(takeAsked(), ['vulnerabilities a 1.0']);
	});

	it('come with the metadata where the docs are wanted, as long as these are new', async () => {
		const { platform, facts, takeAsked } = setUp({ a: { vulnerabilities: [bad] } });
		await facts.track(owner, ids('a'), { ...waited, docs: true });
		assert.deepEqual(takeAsked(), ['metadata a 1.0']);
		assert.deepEqual(facts.known('a', '1.0')?.vulnerabilities, [bad]);
		await platform.advance(hourMs);
		await facts.track(owner, ids('a'), { ...waited, docs: true });
		assert.deepEqual(takeAsked(), ['metadata a 1.0', 'vulnerabilities a 1.0']);
	});

	it('get the docs when they are wanted later, and the licence when a rule wants it', async () => {
		const { facts, takeAsked, told } = setUp({ a: { licence: 'MIT' } });
		await facts.track(owner, ids('a'), waited);
		await facts.track(owner, ids('a'), { ...waited, docs: true });
		assert.deepEqual(takeAsked(), ['metadata a 1.0', 'vulnerabilities a 1.0']);
		assert.equal(facts.known('a', '1.0')?.licence, undefined);
		await facts.track(owner, ids('a'), { ...waited, licence: true });
		assert.deepEqual([facts.known('a', '1.0')?.licence, told], ['MIT', ['a']]);
	});

	it('say nothing of a licence that the index does not tell', async () => {
		const { facts } = setUp({ a: { onlyListed: true } });
		await facts.track(owner, ids('a'), { ...waited, licence: true });
		assert.deepEqual(facts.known('a', '1.0'), { licence: undefined, vulnerabilities: [] });
	});

	it('are unknown vulnerabilities, of which nobody has to hear, where the index does not tell', async () => {
		const { facts, told } = setUp({ a: { vulnerabilities: null } });
		await facts.track(owner, ids('a'), { ...waited, licence: true });
		assert.deepEqual([facts.known('a', '1.0')?.vulnerabilities, told], [null, []]);
	});

	it('of a failure are nothing, keep what is known, and are asked again after five minutes', async () => {
		const { platform, facts, takeAsked } = setUp({ a: new NetworkError('unreachable', 'It cannot be reached.') });
		await facts.track(owner, ids('a'), waited);
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual([facts.known('a', '1.0'), takeAsked()], [undefined, ['vulnerabilities a 1.0']]);
		await platform.advance(5 * 60_000);
		await facts.track(owner, ids('a'), waited);
		assert.deepEqual(takeAsked(), ['vulnerabilities a 1.0']);
		assert.equal(platform.lines.filter(({ level }) => level !== 'debug').length, 0);
	});

	it('that failed are asked again when the network may be back, but not at every hint', async () => {
		const { platform, facts, takeAsked } = setUp({ a: new NetworkError('unreachable', 'It cannot be reached.'), b: {} });
		await facts.track(owner, ids('a', 'b'), waited);
		takeAsked();
		facts.networkMayBeBack();
		facts.networkMayBeBack();
		await settle();
		assert.deepEqual(takeAsked(), ['vulnerabilities a 1.0']);
		facts.networkMayBeBack();
		await settle();
		assert.deepEqual(takeAsked(), []);
		await platform.advance(30_000);
		facts.networkMayBeBack();
		await settle();
		assert.deepEqual(takeAsked(), ['vulnerabilities a 1.0']);
	});

	it('are asked anew past the caches by a refresh', async () => {
		const { index, facts } = setUp({ a: {} });
		await facts.track(owner, ids('a'), waited);
		facts.refresh();
		await settle();
		assert.deepEqual(
			index.askedVulnerabilities.map(({ options }) => [options.priority, options.refresh]),
			[
				['interactive', false],
				['background', true],
			],
		);
	});
});

describe('what nobody uses any more', () => {
	it('is forgotten, but what another owner uses is kept', async () => {
		const { facts } = setUp({ a: { vulnerabilities: [bad] }, b: { vulnerabilities: [bad] } });
		await facts.track('x', ids('a', 'b'), waited);
		await facts.track('y', ids('b'), waited);
		facts.release('x');
		assert.deepEqual([facts.known('a', '1.0'), facts.known('b', '1.0')?.vulnerabilities], [undefined, [bad]]);
		await facts.track('y', [], waited);
		assert.equal(facts.known('b', '1.0'), undefined);
	});

	it('is not asked for, and its answer is no news', async () => {
		const many = ids(...Array.from({ length: 8 }, (_, number) => `package-${number}`));
		const { facts, told, takeAsked } = setUp(Object.fromEntries(many.map(({ name }) => [name, { vulnerabilities: [bad] }])));
		await facts.track(owner, many, background);
		facts.release(owner);
		await settle();
		assert.deepEqual([takeAsked().length, told], [5, []]);
	});
});

describe('many facts', () => {
	/** An index whose answers wait until a test lets them go. */
	class HeldIndex extends KnownIndex {
		readonly #held: (() => void)[] = [];
		override async vulnerabilities(...asked: Parameters<KnownIndex['vulnerabilities']>) {
			const answered = super.vulnerabilities(...asked);
			await new Promise<void>((resolve) => this.#held.push(resolve));
			return await answered;
		}
		override async metadata(...asked: Parameters<KnownIndex['metadata']>) {
			const answered = super.metadata(...asked);
			await new Promise<void>((resolve) => this.#held.push(resolve));
			return await answered;
		}
		async letGo(): Promise<void> {
			for (const release of this.#held.splice(0)) release();
			await settle();
		}
	}

	function held(count: number) {
		const platform = new SimulatedPlatform();
		const many = ids(...Array.from({ length: count }, (_, number) => `package-${number}`));
		const known = many.map(({ name }) => [`${name} 1.0`, answer(metadataWith({}), { fetchedAt: platform.now() })]);
		const index = new HeldIndex({}, Object.fromEntries(known));
		return { many, index, facts: new ReleaseFacts(index, platform) };
	}

	it('are asked five at a time in the background, and all at once for who waits', async () => {
		const { many, index, facts } = held(12);
		await facts.track(owner, many, background);
		assert.equal(index.askedVulnerabilities.length, 5);
		await index.letGo();
		assert.equal(index.askedVulnerabilities.length, 10);
		const all = held(200);
		void all.facts.track(owner, all.many, waited);
		await settle();
		assert.equal(all.index.askedVulnerabilities.length, 200);
	});

	it('come first where somebody may look at the docs', async () => {
		const { many, index, facts } = held(12);
		await facts.track(owner, many, background);
		await facts.track('shown', many.slice(10), { ...background, docs: true });
		await index.letGo();
		assert.deepEqual(
			index.askedMetadata.map(({ release }) => release),
			['package-10 1.0', 'package-11 1.0'],
		);
	});

	it('are left when it is closed: what runs is aborted, and nothing more begins', async () => {
		const { many, index, facts } = held(12);
		const told: string[] = [];
		facts.onDidChange((names) => told.push(...names));
		await facts.track(owner, many, background);
		facts.close();
		assert.ok(index.askedVulnerabilities.every(({ options }) => options.signal?.aborted));
		await index.letGo();
		await facts.track(owner, many, background);
		assert.deepEqual([index.askedVulnerabilities.length, told], [5, []]);
	});
});
