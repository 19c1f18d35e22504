"""Reads and writes `seeds/`: the list of issues, article files, ids, what moved, what is closed.

Comes in: files as people and programs left them. Goes out: `Holdings`, and problems with their lines. Imports:
`segmentation`, `language`, `base`. Begin with `holdings.read`; what becomes of a file when its pages change:
`following`.
"""
