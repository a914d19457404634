/** What survives a round trip through JSON: the only thing that caches, details and answers hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
