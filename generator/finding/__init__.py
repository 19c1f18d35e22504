"""What is found in the sources of an archive, and words put in the place of others in all of them.

Comes in: a query, as the site's search reads it. Goes out: the places where it stands, or the files as they are to be.
Imports: `incoming` (its writing) and what lies below. Begin with `hits`.
"""
