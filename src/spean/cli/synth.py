"""`synth`: made-up data for the demo, tests and training."""

import json
from datetime import date
from pathlib import Path

import click

from spean.cli.context import Output, json_option
from spean.errors import WrongUsage
from spean.synth import SynthOptions, generate


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--seed", default=1, show_default=True)
@click.option("--reports", default=300, show_default=True, help="Over both countries.")
@click.option("--gangs", default=12, show_default=True)
@click.option("--until", default="2026-11-01", show_default=True, help="The last day, ISO 8601.")
@click.option("--th-format", type=click.Choice(["xlsx", "csv"]), default="xlsx", show_default=True)
@json_option
def synth_command(
    directory: Path, seed: int, reports: int, gangs: int, until: str, th_format: str, out: Output
) -> None:
    """Make made-up data: two countries, three languages, messy formats, planted gangs and a truth file."""
    try:
        last = date.fromisoformat(until)
    except ValueError as error:
        raise WrongUsage("this is no ISO 8601 date", remedy="write it like 2026-11-01") from error
    options = SynthOptions(
        seed=seed, reports=reports, gangs=gangs, until=last, th_format="xlsx" if th_format == "xlsx" else "csv"
    )
    made = generate(directory, options)
    files = sorted(path.name for path in directory.iterdir())
    data = {"th": made.th, "kh": made.kh, "files": files}
    out.answer(json.loads(json.dumps(data, default=str)), f"Made in {directory}: {', '.join(files)}")
