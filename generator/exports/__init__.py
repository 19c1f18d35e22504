"""The archive for other programs: data files, feeds, a description of the search.

Comes in: the `Catalogue`. Goes out: files of the site that are no pages. Imports: `pages` and what lies below. Begin
with `export`.
"""
