"""An issue is segmented again: when page texts, file names or dates change, whose is which line now?

Comes in: an issue with its page files and its article file. Goes out: that file with a person's work where it was, what
the machine made, and where old ids lead. Imports: the rest of `seeds`, `segmentation`, and what lies below. Begin with
`segmenting.segmented`; the decisions are in `meeting`.
"""
