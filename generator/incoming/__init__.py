"""What comes in from elsewhere: delivered articles and page files.

Comes in: tables, documents, saved pages and records, as other programs wrote them. Goes out: article files, page files
and lines of `seeds/`, and a table of what became of each row. Imports: `seeds`, `segmentation`, `language`, `base`.
Begin with `importing.imported`; for page files with `adding.added`.
"""
