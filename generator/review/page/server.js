// @ts-check
/* What is asked of the desk's server, and what it refuses. */
const server = (() => {
  "use strict";

  /** What the server refuses. */
  class Refused extends Error {
    /** @param {number} status @param {unknown} answer */
    constructor(status, answer) {
      super(Array.isArray(answer) ? "" : String(answer));
      this.status = status;
      this.answer = answer;
    }
  }

  let token = tokenOf(document);

  /** @param {Document} page */
  function tokenOf(page) {
    return page.querySelector("meta[name=token]")?.getAttribute("content") ?? "";
  }

  /**
   * The desk was started again, and its new address opened: what is unsaved here can still be saved. Of two requests at
   * once each asks for itself.
   * @param {string} used the token that was refused
   */
  async function renewed(used) {
    const [response, text] = await answered("/", {}, response => response.text());
    const now = response.ok ? tokenOf(new DOMParser().parseFromString(text, "text/html")) : token;
    token = now;
    return now !== used;
  }

  /**
   * An answer that came whole: a desk that is ended may cut it off anywhere.
   * @template T @param {string} path @param {RequestInit} how @param {(response: Response) => Promise<T>} read
   * @returns {Promise<[Response, T]>}
   */
  async function answered(path, how, read) {
    try {
      const response = await fetch(path, how);
      return [response, await read(response)];
    } catch {
      throw new Refused(0, "校读台没有应答。改动还在这一页上：重新运行 baocang review，打开它的新地址，再回到这一页保存。");
    }
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async function request(path, body) {
    const used = token;
    /** @type {RequestInit} */
    const how = { headers: { "X-Token": used } };
    if (body !== undefined) {
      how.method = "POST";
      how.body = JSON.stringify(body);
      how.headers = { "X-Token": used, "Content-Type": "application/json" };
    }
    const [response, answer] = await answered(path, how, response => response.json());
    if (response.status === 403 && (await renewed(used))) return request(path, body);
    if (!response.ok) throw new Refused(response.status, answer);
    return answer;
  }

  /** Sends what outlives the page, and does not wait. @param {string} path @param {string} body @param {boolean} small */
  function leave(path, body, small) {
    const headers = { "X-Token": token, "Content-Type": "application/json" };
    fetch(path, { method: "POST", body, headers, keepalive: small }).catch(() => {}); // nobody is there to hear of it
  }

  return { Refused, request, leave };
})();
