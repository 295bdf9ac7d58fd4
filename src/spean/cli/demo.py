"""`demo`: two nodes and the whole path between them."""

from pathlib import Path
from typing import Any

import click

from spean import demo
from spean.cli.context import Output, json_option


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--th", "th_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=None)
@click.option("--kh", "kh_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=None)
@click.option("--once", is_flag=True, help="Exit when done and leave the nodes as they are; else serve both.")
@json_option
def demo_command(directory: Path, th_file: Path | None, kh_file: Path | None, once: bool, out: Output) -> None:
    """Build two nodes in DIRECTORY (th and kh), play the whole path between them, then serve both."""
    story = demo.Story(lambda line: None if out.as_json else click.echo(line))
    sides = demo.build(directory, th_file, kh_file, story)
    try:
        out.answer(_told(sides, story), lambda: _farewell(directory))
        if not once:
            for link in demo.sign_in_links(sides):
                click.echo(f"Open: {link}")
            click.echo("Both nodes are served. Stop with Ctrl-C.")
            demo.wait(sides)
    finally:
        demo.close(sides)


def _told(sides: dict[str, demo.Side], story: demo.Story) -> dict[str, Any]:
    nodes = {
        party.lower(): {"home": str(side.node.home), "url": side.node.settings.listen.officer_url}
        for party, side in sides.items()
    }
    return {"nodes": nodes, "steps": story.steps, **story.found}


def _farewell(directory: Path) -> str:
    home = directory / "th"
    return (
        "\nLook around, as TH's first officer:\n"
        f"  spean --home {home} networks list\n"
        f"  spean --home {home} match KH --show\n"
        f"  spean --home {home} request show Q-1\n"
        f"  spean --home {home} agreement status\n"
        f"  spean --home {home} audit verify\n"
    )
