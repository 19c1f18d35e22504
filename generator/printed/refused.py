"""Why a file is not read: one line for a person, with what to do."""


class Refused(Exception):
    """A file, or a sheet of it, cannot be read as a page."""

    def __init__(self, what: str, mend: str, waits: bool = False) -> None:
        super().__init__(what)
        self.what = what
        """A sentence without its subject, the file, and without its full stop."""
        self.mend = mend
        """What to do, with its full stop."""
        self.waits = waits
        """Nothing is wrong with it: this machine lacks what reads it."""

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str, bool]]:
        """As the process that reads sends it."""
        return type(self), (self.what, self.mend, self.waits)
