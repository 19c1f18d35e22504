"""Everything between an archive's seeds/ and its built site; `pipeline` is the way through it."""

import gc
import os

# Values between two looks for garbage in rings, of which there is hardly any: with Python's own 700 of them looking
# takes a tenth of the time of a build, and of its start.
gc.set_threshold(100_000)

# Else numpy starts threads for sums of matrices, which no one asks for: they wait in a loop, for 0.05 s of a processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
