/** A text without the user names and passwords of the URLs in it. */
export function withoutCredentials(text: string): string {
	return text.replace(/\/\/[^/@\s"]{1,200}@/g, '//***@');
}

/** A text in which home folders are `~`: that of this user, and whatever looks like one of somebody. */
export function withoutHomes(text: string, home: string): string {
	const known = home.length > 1 ? text.replaceAll(home, '~') : text;
	return known.replace(someHome, '~');
}

/** A name on Windows may hold spaces: there it ends where the next folder begins. */
const someHome = /(?<![\w.~-])(?:\/(?:home|Users)\/[^\s\\/"'`:]+|[A-Za-z]:[\\/]Users[\\/](?:[^\\/"'`:\r\n]{1,64}(?=[\\/])|[^\s\\/"'`:]+))/g;
