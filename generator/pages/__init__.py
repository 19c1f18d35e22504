"""The pages of the site as Markdown with front matter.

Comes in: the `Catalogue` of what is published. Goes out: page by page a path, a text and a template. Imports: `search`,
`seeds` and what lies below. Begin with `pages`, or with `article_pages` for one article.
"""
