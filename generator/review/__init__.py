"""The desk at which a person corrects articles, in the browser.

Comes in: an issue's pages and article file. Goes out: the article file, as it was corrected. Imports: `exports` and
what lies below, not `build`. Begin with `review` (the server) or `proof` (reading and saving); the page that people see
lies in `page/`.
"""
