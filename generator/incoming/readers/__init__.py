"""Readers: a file as rows, one module a format. They know nothing of an archive: names of columns and values stay as
they are. What a reader cannot read it says in one line.
"""
