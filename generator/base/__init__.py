"""What all rooms stand on: the values that an archive is made of, files that are written so that nothing is lost,
the memory of the last build, workers, problems.

Comes in: nothing of this program. Goes out: types and small tools. Imports: no other room. Begin with `model`.
"""
