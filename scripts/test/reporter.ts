import Mocha from 'mocha';

const { JSON: JsonReporter, Spec } = Mocha.reporters;

/** Shows a run as it goes and, where AUTODOCS_REPORT names a file, leaves mocha's JSON report in it. */
class SpecAndReport extends Spec {
	constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
		super(runner, options);
		const output = process.env['AUTODOCS_REPORT'];
		if (output !== undefined) new JsonReporter(runner, { ...options, reporterOption: { output } } as Mocha.MochaOptions);
	}
}

export default SpecAndReport;
