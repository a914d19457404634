// Runs the command given as its arguments and, as the leader of a process group of its own, ends the whole group together:
// when the command ends, when it is told to (SIGTERM), or when the process that started it is gone, however that ended.
import { spawn, spawnSync } from 'node:child_process';

/** How long the command may take to end by itself, ms. */
const grace = 2000;

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', (error) => {
	console.error(error.message);
	endGroup();
});
child.on('exit', endGroup);
process.on('disconnect', endSoon);
process.on('SIGTERM', endSoon);
process.on('SIGINT', endSoon);

function endSoon() {
	child.kill('SIGTERM');
	setTimeout(endGroup, grace);
}

function endGroup() {
	if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(process.pid), '/T', '/F']);
	else process.kill(-process.pid, 'SIGKILL');
}
