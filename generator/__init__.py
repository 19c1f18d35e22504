"""Everything between an archive's seeds/ and its built site; `pipeline` is the way through it."""

import os

# Else numpy starts threads for sums of matrices, which no one asks for: they wait in a loop, for 0.05 s of a processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
