"""The full-text index, in files that a browser reads.

Comes in: an `Archive` of articles as documents. Goes out: the files of `search/data/`. Imports: `language`, `base`;
knows nothing of segmentation or of `seeds/`. Begin with `search.files`.
"""
