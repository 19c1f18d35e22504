// What stands before theme/worker/*.js in the worker of a build, for `tsc --checkJs`.

/** The digest of the list of all. */
declare const BUILD: string;
