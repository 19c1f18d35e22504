// @ts-check
/* Whether two states of an issue say the same: what came from the server, or was typed and taken back, is another object. */
const same = (() => {
  "use strict";

  /** @typedef {typeof model.now} State */
  /** @typedef {State["articles"][0]} Article */

  /** What an article says, as one text; an empty field is none. @param {Article} a */
  const said = a => JSON.stringify(Object.entries(a).filter(([, value]) => value !== null && value !== undefined && value !== "").sort(([x], [y]) => (x < y ? -1 : 1)));

  /** @param {Article | undefined} a @param {Article | undefined} b */
  const articles = (a, b) => a === b || (a !== undefined && b !== undefined && said(a) === said(b));

  /** Whose the lines are. @param {State["owners"]} a @param {State["owners"]} b */
  const owners = (a, b) => a === b || (a.size === b.size && [...a].every(([key, { id, role }]) => b.get(key)?.id === id && b.get(key)?.role === role));

  /** Whether both would be the same file. @param {State} a @param {State} b */
  const states = (a, b) =>
    a === b || (a.articles.length === b.articles.length && a.articles.every((x, i) => articles(x, b.articles[i])) && owners(a.owners, b.owners));

  /** A state, of the objects of another one where they say the same. @param {State} state @param {State} of @returns {State} */
  function shared(state, of) {
    if (states(state, of) && !state.lost.size && !state.hints.size) return of;
    const known = new Map(of.articles.map(a => [a.id, a]));
    const found = state.articles.map(a => (articles(a, known.get(a.id)) ? known.get(a.id) ?? a : a));
    return { ...state, articles: found, owners: owners(state.owners, of.owners) ? of.owners : state.owners };
  }

  return { states, shared };
})();
