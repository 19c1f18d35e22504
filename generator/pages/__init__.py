"""The pages of the site as Markdown with front matter.

Comes in: the `Catalogue` of what is published. Goes out: page by page a path and a text, which names its template.
Imports: `search`, `seeds` and what lies below. Begin with `pages`, or with `article_pages` for one article.
"""
