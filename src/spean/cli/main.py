"""The `spean` command: every verb, and errors as one line with an exit code."""

import os
import sys
from pathlib import Path

import click

from spean import __version__
from spean.cli import context, typed
from spean.errors import Fault, SpeanError, StorageFailed, WrongUsage

#: verb → module of this package that holds it, loaded only when it is called: a look-up must not wait for igraph.
_VERBS = {
    "init": "setup",
    "user": "setup",
    "doctor": "setup",
    "serve": "serve",
    "demo": "demo",
    "synth": "synth",
    "intake": "evidence",
    "extract": "evidence",
    "lookup": "evidence",
    "evidence": "evidence",
    "export": "evidence",
    "typology": "typology",
    "link": "networks",
    "networks": "networks",
    "case": "casework",
    "clear": "casework",
    "request": "requests",
    "release": "requests",
    "partner": "partner",
    "match": "partner",
    "agreement": "agreement",
    "audit": "audit",
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module = __import__(f"spean.cli.{_VERBS[cmd_name]}", fromlist=[cmd_name])
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="spean")
@context.home_option
def cli() -> None:
    """Makes a border agreement work day to day: one node per party, no centre."""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits: 0 done, 1 failed, 2 wrong usage, 3 done with rejects, 4 refused."""
    sys.exit(run(arguments if arguments is not None else sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs the command line and gives its exit code."""
    try:
        _check_text(arguments)
        result = cli.main(arguments, prog_name="spean", standalone_mode=False, obj={})
        return result if isinstance(result, int) else 0
    except SpeanError as error:
        return _fail(error, arguments)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WrongUsage.exit_code
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "spean"
        return _fail(WrongUsage(typed.usage(error), remedy=f"see `{path} --help`"), arguments)
    except click.Abort:
        return context.fail(WrongUsage("stopped at the keyboard", remedy="run it again: an act is done whole or not"))
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else "a file"
        return _fail(StorageFailed(f"{name}: {error.strerror or type(error).__name__}"), arguments)
    except Exception as error:  # the last resort: a traceback on an officer's screen may hold what somebody wrote
        if os.environ.get("SPEAN_TRACEBACK"):
            raise
        return context.fail(Fault.of(error))


def _fail(error: SpeanError, arguments: list[str]) -> int:
    error.args = (typed.without(error.message, arguments, cli),)
    error.remedy = typed.without(error.remedy, arguments, cli)
    return context.fail(error)


def _check_text(arguments: list[str]) -> None:
    # Bytes that are no text arrive as lone surrogates, which nothing further on can sign or store.
    if any("\ud800" <= char <= "\udfff" for argument in arguments for char in argument):
        raise WrongUsage("an argument is not valid UTF-8", remedy="set a UTF-8 locale, or rename the file")


if __name__ == "__main__":
    main()
