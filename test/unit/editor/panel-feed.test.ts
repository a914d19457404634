import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { PanelFeed } from '../../../src/editor/panel-feed.ts';

describe('what a panel is told', () => {
	let views: number;
	let feed: PanelFeed;

	beforeEach(() => {
		mock.timers.enable({ apis: ['setImmediate', 'setTimeout', 'setInterval'] });
		views = 0;
		feed = new PanelFeed(() => views++);
	});
	afterEach(() => {
		feed.dispose();
		mock.timers.reset();
	});

	/** 100 changes a second. */
	function change(ms: number): void {
		for (let passed = 0; passed < ms; passed += 10) {
			feed.changed();
			mock.timers.tick(10);
		}
	}

	it('is nothing before its page can take it', () => {
		feed.setVisible(true);
		change(1000);
		assert.equal(views, 0);
		feed.ready();
		mock.timers.tick(0);
		assert.equal(views, 1);
	});

	it('is four views a second at most, however much happens', () => {
		feed.setVisible(true);
		feed.ready();
		change(2000);
		assert.ok(views >= 7 && views <= 9, `${views} in 2 s`);
	});

	it('is a view every five seconds when nothing happens', () => {
		feed.setVisible(true);
		feed.ready();
		// In steps, as time goes by: what is late at the end of a long one is early.
		for (let i = 0; i < 60; i++) mock.timers.tick(250);
		assert.equal(views, 4);
	});

	it('is nothing while it is hidden: no view is made, not even one that was due', () => {
		feed.setVisible(true);
		feed.ready();
		mock.timers.tick(0);
		feed.changed();
		feed.setVisible(false);
		const before = views;
		change(20_000);
		// A page that was thrown away may still have said it.
		feed.ready();
		change(1000);
		assert.equal(views, before);
	});

	it('begins anew when it is shown again and its new page is ready', () => {
		feed.setVisible(true);
		feed.ready();
		mock.timers.tick(0);
		feed.setVisible(false);
		mock.timers.tick(1000);
		feed.setVisible(true);
		feed.changed();
		assert.equal(views, 1);
		feed.ready();
		mock.timers.tick(0);
		assert.equal(views, 2);
	});
});
