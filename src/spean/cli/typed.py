"""What was typed is no part of an error: it goes to terminals and logs, and a slip of the pen puts a person into it.

Of an argument only what is plainly none of a person's may be said again: a record's id, a party's code, an option's
name, and the words that the program itself knows.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import click

from spean.model import Kind

_WELL_FORMED = re.compile(r"(?:[A-Z]{2}/)?[A-Z]{1,2}-[0-9]{1,9}|[A-Z]{2}|[0-9]{4}-[0-9]{2}(?:/[0-9]{1,2})?", re.ASCII)
_SHORTEST = 2
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"", re.DOTALL)
_PLAIN = re.compile(r"-{1,2}[a-z][a-z-]*(?: / -{1,2}[a-z][a-z-]*)*|[A-Z_.\[\]]+|[a-z_]+", re.ASCII)
#: In any digits: \\d is every script's.
_NUMBER = re.compile(r"\+?\d(?:[ .()/-]?\d){4,}")


def without(message: str, arguments: Iterable[str], command: click.Command) -> str:
    """Gives a message without what was typed.

    Args:
        message: of an error.
        arguments: the words of the command line.
        command: the program's, whose own words may be said.
    """
    typed = list(arguments)
    own = _own_words(typed, command)
    pieces = {piece for argument in typed for piece in _pieces(argument)}
    secret = [piece for piece in pieces if piece not in own and not _WELL_FORMED.fullmatch(piece)]
    for piece in sorted(secret, key=len, reverse=True):
        message = re.sub(rf"(?<!\w){re.escape(piece)}(?!\w)", "…", message)
    return message


def usage(error: click.UsageError) -> str:
    """Gives a usage error's message without the values that click quotes in it."""
    if isinstance(error, click.NoSuchOption):
        return "there is no such option"
    message = error.format_message().rstrip(".")
    message = re.sub(r"^No such command\b.*$", "there is no such command", message, flags=re.DOTALL)
    message = re.sub(r"^(Got unexpected extra arguments?) \(.*\)$", r"\1", message, flags=re.DOTALL)
    return _NUMBER.sub("…", _QUOTED.sub(lambda found: found[0] if _is_plain(found) else "…", message))


def _is_plain(found: re.Match[str]) -> bool:
    return bool(_PLAIN.fullmatch(found[1] if found[1] is not None else found[2]))


def _pieces(argument: str) -> list[str]:
    option, _, value = argument.partition("=")
    whole = [argument, value, Path(argument).name, Path(value).name, Path(argument).stem]
    return [piece for piece in whole if len(piece) >= _SHORTEST] + ([option] if _ and len(option) >= _SHORTEST else [])


def _own_words(arguments: list[str], command: click.Command) -> set[str]:
    """The words that the program knows where they stand: verbs, options and choices of the command that was called."""
    known, context = {kind.value for kind in Kind}, click.Context(command)
    for argument in arguments:
        known |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        known |= {str(choice) for param in command.params for choice in getattr(param.type, "choices", ())}
        inner = command.get_command(context, argument) if isinstance(command, click.Group) else None
        if inner is not None:
            known.add(argument)
            command, context = inner, click.Context(inner)
    known |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    return known | {str(choice) for param in command.params for choice in getattr(param.type, "choices", ())}
