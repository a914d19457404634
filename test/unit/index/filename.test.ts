import assert from 'node:assert/strict';
import { versionReader } from '../../../src/core/index/filename.ts';

const cases: readonly (readonly [filename: string, name: string, version: string | undefined])[] = [
	['flask-3.0.0-py3-none-any.whl', 'flask', '3.0.0'],
	['numpy-1.26.4-1-cp312-cp312-win_amd64.whl', 'numpy', '1.26.4'],
	['torch-2.1.0+cpu-cp311-cp311-linux_x86_64.whl', 'torch', '2.1.0+cpu'],
	['ruamel.yaml-0.18.6-py3-none-any.whl', 'ruamel-yaml', '0.18.6'],
	['typing_extensions-4.12.2.tar.gz', 'typing-extensions', '4.12.2'],
	['foo-bar-1.0.tar.gz', 'foo-bar', '1.0'],
	['foo-bar-1.0-rc1.zip', 'foo-bar', '1.0-rc1'],
	['FOO.Bar-1.0.TAR.BZ2', 'foo-bar', '1.0'],
	['package--with-hyphens-2.0.2.tar.gz', 'package-with-hyphens', '2.0.2'],
	['foo-1.0-py2.7.egg', 'foo', undefined],
	['foo-1.0.win32-py2.7.exe', 'foo', undefined],
	['foo-1.0.msi', 'foo', undefined],
	['bar-1.0.tar.gz', 'foo', undefined],
	['foobar-1.0.tar.gz', 'foo', undefined],
	['foo-1.0.whl', 'foo', undefined],
	['foo-1.0-a-b-c-d-e.whl', 'foo', undefined],
	['foo.tar.gz', 'foo', undefined],
	['', 'foo', undefined],
];

describe('versionReader', () => {
	for (const [filename, name, version] of cases) {
		it(`reads ${version ?? 'nothing'} from ${filename || 'an empty name'} of ${name}`, () => {
			assert.equal(versionReader(name)(filename), version);
		});
	}

	it('reads each name by itself, whatever came before', () => {
		const versionIn = versionReader('foo-bar');
		const names = ['Foo.Bar-1.0.tar.gz', 'foo_bar-2.0-py3-none-any.whl', 'bar-3.0.zip', 'Foo.Bar-4.0.zip'];
		assert.deepEqual(names.map(versionIn), ['1.0', '2.0', undefined, '4.0']);
	});

	it('takes no longer for a name of a hundred thousand dashes', () => {
		assert.equal(versionReader('foo')(`${'-a'.repeat(100_000)}.tar.gz`), undefined);
	});
});
