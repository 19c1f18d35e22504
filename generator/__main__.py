"""The program `baocang`: a process of its own, set up for building, then the command line."""

from generator.base.workers import tune


def main() -> None:
    """Runs the command line; before numpy is imported, for that reads its settings once."""
    tune()
    from generator.commands.spoken import last_resort, printable  # noqa: PLC0415

    printable()
    with last_resort():
        from generator.cli import main as run  # noqa: PLC0415

        run(prog_name="baocang")  # python -m generator is the same program


if __name__ == "__main__":
    main()
