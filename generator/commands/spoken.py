"""The command line in the language of whoever types: help, usage, what click itself says, the last resort."""

import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import Exit, NoArgsIsHelpError

from generator.base import speech
from generator.base.speech import said, width

CLOSING = "。，、；：？！）」』】》〉”’…%"
"""Signs that no line begins with."""
OPENING = "（「『【《〈“‘"
"""Signs that no line ends with."""
FAULT = "This is a fault of the program, and none of yours. Send the lines above to whoever looks after it."
PLACEHOLDERS = ("[OPTIONS]", "COMMAND [ARGS]...", "INTEGER RANGE")
"""What click writes in the place of values."""
HELP = "help"
"""Under which a group's context knows whether help is all that is asked of a command."""
YES, NO = ("y", "yes", "是"), ("n", "no", "否", "")


def say(*parts: str, err: bool = False) -> None:
    """A line for a person; parts are messages by themselves."""
    click.echo(speech.joined(map(said, parts)), err=err)


def agreed(question: str) -> bool:
    """Whether a person says yes."""
    if not speech.is_chinese():
        return click.confirm(question)
    while True:
        answer = click.prompt(f"{said(question)} [y/N]", default="", show_default=False).strip().lower()
        if answer in (*YES, *NO):
            return answer in YES
        click.echo("请输入 y（是）或 n（否）。")


def printable() -> None:
    """Lets what a console cannot show become a question mark, and not the end of the program."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


@contextmanager
def last_resort() -> Iterator[None]:
    """Says of a fault of the program that it is one, below what helps to find it."""
    try:
        yield
    except Exception:
        traceback.print_exc()
        say(
            "This is a fault of the program, and none of yours. Send the lines above to whoever looks after it.",
            err=True,
        )
        sys.exit(1)


class Formatter(click.HelpFormatter):
    """Help in Chinese is broken into lines by the width of its characters; in English click does all."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for part in PLACEHOLDERS:
            args = args.replace(part, said(part))
        super().write_usage(prog, args, f"{said('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(said(heading))

    def write_text(self, text: str) -> None:
        if not speech.is_chinese():
            super().write_text(text)
            return
        indent = " " * self.current_indent
        paragraphs = [paragraph.split("\n") for paragraph in text.strip().split("\n\n")]
        self.write(
            "\n\n".join(
                "\n".join(indent + _said_in_column(line) for line in paragraph[1:])
                if paragraph[0] == "\b"
                else "\n".join(indent + line for line in broken(said(" ".join(paragraph)), self.width - len(indent)))
                for paragraph in paragraphs
            )
            + "\n"
        )

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        if not speech.is_chinese():
            super().write_dl(rows, col_max, col_spacing)
            return
        rows = list(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        for name, text in rows:
            for part in PLACEHOLDERS:
                name = name.replace(part, said(part))  # noqa: PLW2901
            lines = broken(_with_extras(text), max(self.width - first - 2, 10))
            head = " " * self.current_indent + speech.padded(name, first)
            if width(name) > first - col_spacing:
                lines.insert(0, "")
            self.write((head + lines[0]).rstrip() + "\n" if lines else f"{head}\n")
            for line in lines[1:]:
                self.write(" " * (self.current_indent + first) + line + "\n")


def _said_in_column(line: str) -> str:
    """A line whose words stand behind a name."""
    name, gap, words = line.rpartition("  ")
    return name + gap + said(words)


def _with_extras(text: str) -> str:
    """What an option does, and what click says of it in brackets behind it."""
    words, bracket, extras = text.partition("  [")
    if not bracket:
        return said(text)
    return f"{said(words)}  [{'；'.join(map(said, extras.removesuffix(']').split('; ')))}]"


def broken(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, words of Latin letters whole, signs where Chinese puts them."""
    lines, line = [], ""
    for piece in _pieces(text):
        if width(line + piece.rstrip()) > columns and line.strip():
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """What no line parts."""
    piece = ""
    for sign in text:
        whole = piece and (
            sign in CLOSING or piece[-1] in OPENING or (width(sign) == 1 and width(piece[-1]) == 1 and piece[-1] != " ")
        )
        if piece and not whole:
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


class Context(click.Context):
    """Of a command whose help is spoken."""

    formatter_class = Formatter


class Group(click.Group):
    """Commands that speak the language of whoever calls them."""

    context_class = Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.context_class = Context
        super().add_command(cmd, name)

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _told():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _told():
            try:
                return super().invoke(ctx)
            except (KeyboardInterrupt, click.Abort):
                again = f"{ctx.command_path} {ctx.invoked_subcommand}"
                say(f'\nStopped. No file is half written; "{again}" goes on, or begins anew.', err=True)
                raise Exit(1) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Also whether help is all that is asked of the command."""
        name, command, rest = super().resolve_command(ctx, args)
        ctx.meta[HELP] = not {*rest}.isdisjoint(ctx.help_option_names)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not speech.is_chinese():
            super().format_commands(ctx, formatter)
            return
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, _short(self.commands[name])) for name in self.list_commands(ctx)])


def _short(command: click.Command) -> str:
    """The first sentence of what a command says of itself."""
    first = said(" ".join((command.help or "").split("\n\n")[0].split()))
    return first.partition("。")[0].partition("：")[0]


@contextmanager
def _told() -> Iterator[None]:
    """In Chinese what click would say itself in English."""
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.ClickException as error:
        if not speech.is_chinese():
            raise
        context = getattr(error, "ctx", None)
        if context:
            click.echo(context.get_usage(), err=True)
            if context.help_option_names:
                command = f"{context.command_path} {context.help_option_names[-1]}"
                say(f"Try '{command}' for help.", err=True)
                click.echo(err=True)
        click.echo(f"{said('Error:')}{said(error.format_message())}", err=True)
        raise Exit(error.exit_code) from None


def choose(_: click.Context, __: click.Parameter, language: str | None) -> str | None:
    """Of --lang."""
    speech.choose(language)
    return language


def takes_all() -> bool:
    """Whether what is printed may hold any character."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
