import assert from 'node:assert/strict';
import { checked, fixed, preferred, projectWith, seen } from '../../../support/checked.ts';
import { release } from '../../../support/known-index.ts';

const django = { django: ['5.2.0', '5.1.4', '4.2.16', '4.2.15', '1.0'] };

describe('no-matching-version', () => {
	const rows: readonly (readonly [entry: string, span: string])[] = [
		['"django==4.2.99"', '==4.2.99'],
		['"django >= 99 , < 100"', '>= 99 , < 100'],
		['"django[argon2] ~=9.1 ; python_version > \'3\'"', '~=9.1'],
		["'django==4.2.99'", '==4.2.99'],
	];
	for (const [entry, span] of rows) {
		it(`stands on the specifier of ${entry}`, async () => {
			const text = projectWith(entry);
			const findings = await checked(text, django);
			assert.deepEqual(seen(text, findings), [`no-matching-version: ${span}`]);
			assert.match(findings[0]?.message ?? '', /^No release of django matches “.*”\. The newest is 5\.2\.0\.$/);
		});
	}

	it('is silent where a release matches', async () => {
		for (const entry of ['"django"', '"django==4.2.16"', '"django>=4,<5"', '"django==4.*"']) {
			assert.deepEqual(await checked(projectWith(entry), django), [], entry);
		}
	});

	it('offers the nearest releases and any version, and changes nothing else', async () => {
		const file = (specifier: string) => projectWith(`"django[argon2]${specifier} ; python_version > '3'", # 🐍 why`);
		const text = file(' == 4.2.99');
		const [finding] = await checked(text, django);
		assert.deepEqual(fixed(text, finding), {
			'Use django 4.2.16': file(' == 4.2.16'),
			'Use django 5.1.4': file(' == 5.1.4'),
			'Use django 5.2.0': file(' == 5.2.0'),
			'Allow any version': file(''),
		});
	});

	it("keeps a Poetry constraint's operator, and its star means any version", async () => {
		const file = (constraint: string) => `[tool.poetry.dependencies]\ndjango = { version = '${constraint}', extras = ["a"] }\n`;
		const text = file('^9');
		const [finding] = await checked(text, django);
		assert.deepEqual(seen(text, finding === undefined ? [] : [finding]), ['no-matching-version: ^9']);
		assert.deepEqual(fixed(text, finding), { 'Use django 5.2.0': file('^5.2.0'), 'Allow any version': file('*') });
	});

	it('tells that there are only pre-releases where Poetry is told to take none', async () => {
		const file = (allowed: boolean) => `[tool.poetry.dependencies]\ndemo = { version = "^2.0rc1", allow-prereleases = ${allowed} }\n`;
		const [finding] = await checked(file(false), { demo: ['2.0rc1', '1.0'] });
		assert.equal(
			finding?.message,
			'Only pre-releases of demo match “>=2.0rc1,<3.0” (2.0rc1), and they are not allowed here. The newest release is 1.0.',
		);
		assert.deepEqual(await checked(file(true), { demo: ['2.0rc1', '1.0'] }), []);
	});

	const anyVersion: readonly (readonly [entry: string, after: string])[] = [
		['"django>=99"', '"django"'],
		['"django >= 99"', '"django"'],
		['"django (>= 99)"', '"django"'],
		['"django( >= 99 , < 100 )"', '"django"'],
		['"django>=99,"', '"django"'],
		['"django [argon2]  >=99 ; os_name == \'nt\'"', '"django [argon2] ; os_name == \'nt\'"'],
		['"django[argon2](>=99);os_name == \'nt\'"', '"django[argon2];os_name == \'nt\'"'],
		["'django>=99'", "'django'"],
		['"django\\u003e=99"', '"django"'],
	];
	for (const [entry, after] of anyVersion) {
		it(`allows any version without a trace of the specifier: ${entry}`, async () => {
			const text = projectWith(entry);
			const [finding] = await checked(text, django);
			assert.equal(fixed(text, finding)['Allow any version'], projectWith(after));
		});
	}

	it('makes no choice: none of its fixes takes part in "Fix all"', async () => {
		for (const entry of ['"django==4.2.99"', '"django>=99"']) {
			const [finding] = await checked(projectWith(entry), { django: ['5.2.0'] });
			assert.deepEqual(Object.keys(fixed('', finding)), ['Use django 5.2.0', 'Allow any version']);
			assert.deepEqual(preferred(finding), []);
		}
	});

	it('says that only yanked releases match', async () => {
		const text = projectWith('"numpy>=2.4"');
		const [finding] = await checked(text, { numpy: [release('2.4.0', { yanked: true }), '2.3.0'] });
		assert.equal(finding?.message, 'Only yanked releases of numpy match “>=2.4” (2.4.0). The newest good release is 2.3.0.');
	});

	it('says that every release was yanked, and offers no version then', async () => {
		const packages = { foo: [release('1.0', { yanked: true }), release('0.9', { yanked: true })] };
		for (const entry of ['"foo"', '"foo>=1"', '"foo>=9"']) {
			const text = projectWith(entry);
			const [finding] = await checked(text, packages);
			assert.equal(finding?.message, 'Every release of foo was yanked, so that there is none to install; the newest is 1.0.');
			assert.deepEqual(fixed(text, finding), {});
		}
	});

	it('tells as much of a long specifier as a person reads', async () => {
		const [finding] = await checked(projectWith(`"django==${'9'.repeat(10_000)}"`), django);
		assert.match(finding?.message ?? '', /^No release of django matches “==9{57}…”\. The newest is 5\.2\.0\.$/);
	});

	it('tells a Poetry constraint that contradicts itself as it is written', async () => {
		const [finding] = await checked('[tool.poetry.dependencies]\ndjango = "<1,>2"\n', django);
		assert.equal(finding?.message, 'No release of django matches “<1,>2”. The newest is 5.2.0.');
	});

	it('says that there is no release at all', async () => {
		const text = projectWith('"empty"');
		const findings = await checked(text, { empty: [] });
		assert.deepEqual(seen(text, findings), ['no-matching-version: "empty"']);
		assert.equal(findings[0]?.message, 'empty has no releases at this index.');
		assert.deepEqual(fixed(text, findings[0]), {});
	});

	it('is silent where the project names another index, which may have it', async () => {
		const text = `${projectWith('"torch==2.0+cu118"')}[[tool.uv.index]]\nurl = "https://x.test/simple"\n`;
		assert.deepEqual(await checked(text, { torch: ['2.0'] }), []);
	});
});
