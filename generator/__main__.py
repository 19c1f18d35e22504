"""The program `baocang`: a process of its own, set up for building, then the command line."""

import signal


def main() -> None:
    """Runs the command line; before numpy is imported, for that reads its settings once.

    Ctrl-C ends the process without a word while nothing is begun yet, and when all is done: Python would print where
    it was. Where whoever called has it ignored, it stays so.
    """
    heeds = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeds:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator.base.workers import tune  # noqa: PLC0415

    tune()
    from generator.commands.spoken import last_resort, printable  # noqa: PLC0415

    printable()
    with last_resort():
        from generator.cli import main as run  # noqa: PLC0415

        try:
            if heeds:
                signal.signal(signal.SIGINT, signal.default_int_handler)
            run(prog_name="baocang")  # python -m generator is the same program
        finally:
            if heeds:
                signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
