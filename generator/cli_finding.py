"""The commands that say what there is, and change nothing."""

import sys
from pathlib import Path

import click

from generator import report, waiting


@click.command()
@click.pass_obj
def status(root: Path) -> None:
    """What the archive holds, what waits, and the command that goes on with it, in one screen."""
    with report.reporting():
        found = waiting.standing(root)
    for line in found.holds:
        click.echo(line)
    if not found.waits:
        click.echo("\nNothing waits.")
        return
    click.echo()
    first = max(len(each.what) for each in found.waits)
    for each in found.waits:
        click.echo(f"{each.what:<{first}}  {each.said}.")
        if each.command:
            click.echo(f"{'':<{first}}  -> {each.command}")
    sys.exit(1 if found.problems else 0)
