"""Files as people and programs left them: bytes to text, YAML and JSON as they stand, and changes that leave all else.

Comes in: a path. Goes out: records and problems with their lines; a text in which only what changed is new. Imports:
`base`. Begin with `reader.Reader`; how a file is written anew around comments: `patchwork`.
"""
