"""What outlives the program: the archive as a bag (RFC 8493), and the proof that what was handed over is whole.

Comes in: an archive and its site, or a file that somebody has handed over. Goes out: dist/NAME-bag.zip, or what is
wrong with the file. Imports: the rest of `build`, and what lies below. Begin with `bag.made` and `verify.verified`.
"""
