"""From the lines of a page to articles with headline, byline and body.

Comes in: the text of a page. Goes out: clippings of articles and the lines that found none, then articles. Imports:
`language`, `base`; knows nothing of search, of `seeds/` or of MkDocs. Begin with `segment.segment`; then
`metadata.composed`.
"""
