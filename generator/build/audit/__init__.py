"""The proof that nothing closed is published: `check --published` reads every file of a site or a zip, and looks.

Comes in: a folder or a packed file. Goes out: what of closed texts stands where, and what could not be read through.
Imports: the rest of `build`, and what lies below. Begin with `published.problems`; how a file is read: `unpacked`.
"""
