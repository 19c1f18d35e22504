"""Everything between an archive's seeds/ and its built site; `pipeline` is the way through it."""
