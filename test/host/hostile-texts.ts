/** What a hostile package, project or index may say: HTML, a command, an icon, Markdown, a line of its own and a bidirectional override. */
export const hostileText = '<img src=x onerror=alert(1)>[x](command:workbench.action.quit)$(zap)**b**\n\u202ekcab';

/** What VS Code shows of {@link hostileText} where it shows text. */
export const plainText = '<img src=x onerror=alert(1)>[x](command:workbench.action.quit)$(zap)**b**';

/** What would be there if such a text were more than text, as a selector: VS Code and AutoDocs show no such icon by themselves. */
export const madeOfText = 'img[src="x"], .codicon-zap, a[href*="workbench.action.quit"], a[data-href*="workbench.action.quit"]';
