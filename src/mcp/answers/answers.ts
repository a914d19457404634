// What makes answers, in one module: it is loaded when the first of them is asked for.
export { packageNameIn } from '../../core/docs/resolve-package.ts';
export { DocsShelf } from '../../core/docs/shelf.ts';
export { engineHealth } from '../../core/health/engine-health.ts';
export { Lookalikes } from '../../core/index/lookalike.ts';
export { dependencyContext } from './context.ts';
export { docsOfVersion, pageOfDocs } from './docs.ts';
export { completePackage, completeVersion } from './known-names.ts';
export { scan } from './scan.ts';
