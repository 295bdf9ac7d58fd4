"""`serve`: the officers' pages, the partner listener and the queue."""

import click

from spean.cli.context import home, home_option
from spean.node.home import open_node
from spean.web.serve import serve


@click.command()
@home_option
def serve_command() -> None:
    """Serve this node: pages for officers, the partner listener, and the queue. Stop it with Ctrl-C."""
    with open_node(home()) as node:
        listen = node.settings.listen

        def ready() -> None:
            click.echo(f"{node.party}: officers at {listen.officer_url}, partners at {listen.partner_url}", err=True)

        serve(node, ready)
