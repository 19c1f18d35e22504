"""One page of each kind that the archive that ships has, and what is asked of each of them in a browser."""

from pathlib import Path

from tests.conftest import InParts

ARTICLE = "issues/llrb/2024-03-07/00-02.html"
EVERY_KIND = [
    "index.html",
    "issues/index.html",
    "issues/llrb/index.html",
    "issues/llrb/2024-03-07/index.html",
    ARTICLE,
    "issues/llrb/2024-03-07/00-03.html",
    "issues/zzxb/2022-04-16/00-06.html",
    "dates/2024/index.html",
    "dates/2024/03.html",
    "dates/on/index.html",
    "dates/on/03-07.html",
    "people/index.html",
    "people/4717393576/index.html",
    "issues/llrb/2024-03-07/text-1.html",
    "subjects/index.html",
    "data/index.html",
    "counties/index.html",
    "counties/141100/index.html",
    "search/index.html?q=发展",
    "saved/index.html",
    "about.html",
]


class OfAProject(InParts):
    """A host that has the site in a folder, and answers with its page of an error for what it does not have."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        page = (Path(self.directory) / "site/404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


LINES = """
/** The lines of each element that holds text itself: what begins them, and what ends them. */
function lines(selector) {
  const out = [];
  for (const element of document.querySelectorAll(selector)) {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let [text, ends, last] = ["", [], null];
    for (let node; (node = walk.nextNode()); ) {
      if (!node.parentElement.checkVisibility()) continue;
      for (let i = 0; i < node.data.length; i++) {
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = [...range.getClientRects()].pop();
        if (box && box.width) {
          if (last !== null && box.top > last + box.height / 2) ends.push(text.length);
          last = box.top;
        }
        text += node.data[i];
      }
    }
    out.push([text, ends]);
  }
  return out;
}
"""
"""Where lines end as a browser draws them."""
