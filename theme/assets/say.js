// @ts-check
// What scripts say, by the names that templates and the generator use, in the words that the page brings with it.
(() => {
  "use strict";
  /** @type {Record<string, Record<string, string>>} */
  const words = JSON.parse(document.getElementById("wording")?.textContent || "{}");

  /**
   * Text, not markup: say("unit.year", { year: 2024 }) is 2024年. Values are filled in once, so that none is read as a
   * place for another. A word that is not there is its name.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  function say(name, values = {}) {
    const [part, word] = name.split(".");
    return (words[part]?.[word] ?? name).replace(/\{(\w+)\}/g, (_, value) => String(values[value]));
  }

  window.archive = Object.assign(window.archive ?? {}, { say });
})();
