"""`init`, `user`, `doctor`: making a node, its officers, and looking whether all is well."""

import os
from pathlib import Path

import click

from spean.cli.context import Output, credential_path, desk, desk_options, home, json_option, passphrase_of, table
from spean.errors import WrongUsage
from spean.model import Officer, OfficerRole
from spean.node import health, officers
from spean.node.home import NewNode, init, migrate
from spean.settings import ListenSection, checked


@click.command()
@click.option("--party", required=True, help="ISO 3166-1 alpha-2 code of the party, as TH.")
@click.option("--home", "where", type=click.Path(path_type=Path), default=None, help="The folder to make.")
@click.option("--officer", default="officer", show_default=True, help="Id of the first officer.")
@click.option("--name", default="", help="Name of the authority that runs the node.")
@click.option("--zone", default="", help="IANA time zone; known for TH and KH.")
@click.option("--port", default=8400, show_default=True, help="Officers' port; partners get the next one.")
@click.option("--host-name", default="localhost", show_default=True, help="Name in the node's own addresses.")
@click.option("--database-env", default="", help="Environment variable with a PostgreSQL URL; else embedded.")
@click.option("--passphrase-env", default="", help="Environment variable with a passphrase for the credential.")
@json_option
def init_command(
    party: str,
    where: Path | None,
    officer: str,
    name: str,
    zone: str,
    port: int,
    host_name: str,
    database_env: str,
    passphrase_env: str,
    out: Output,
) -> None:
    """Make a node: settings, keys, an empty database and the first officer."""
    listen = checked(
        ListenSection,
        officer_port=port,
        partner_port=port + 1,
        officer_url=f"http://{host_name}:{port}",
        partner_url=f"http://{host_name}:{port + 1}",
    )
    passphrase = os.environ.get(passphrase_env, "") if passphrase_env else ""
    if len(party) != 2 or not party.isalpha() or not party.isupper():
        raise WrongUsage("a party is an ISO 3166-1 alpha-2 code", remedy="write it like TH")
    target = where or home()
    credential = init(target, NewNode(party, officer, name, listen, zone, database_env, passphrase))
    said = {"home": str(target), "party": party, "officer": officer, "credential": str(credential)}
    out.answer(
        said,
        f"Node of {party} made in {target}.\n"
        f"First officer: {officer} (clerk, analyst, liaison); credential: {credential}\n"
        f"Next: spean --home {target} user add NAME --role approver   (the second pair of eyes)\n"
        f"      spean --home {target} agreement add FILE.toml         (nothing is released without one)",
    )


@click.group()
def user_command() -> None:
    """Officers of this node and their credentials."""


@user_command.command("add")
@click.argument("officer")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in OfficerRole]))
@click.option("--credential", type=click.Path(path_type=Path), default=None, help="Where to write their file.")
@desk_options
def user_add(officer: str, roles: tuple[str, ...], credential: Path | None, out: Output) -> None:
    """Register an officer and write their enrolment: it becomes their credential when they first use it."""
    with desk() as at:
        chosen = frozenset(OfficerRole(role) for role in roles)
        path = officers.add_officer(at.node, at.who, officer, chosen, credential)
    out.answer(
        {"officer": officer, "roles": sorted(roles), "credential": str(path)},
        f"{officer} is registered ({', '.join(sorted(roles))}).\nCredential: {path}\n"
        f"They make their own key by their first act with SPEAN_CREDENTIAL={path}, "
        f"within {officers.ENROLMENT_DAYS} days.\nHand the file over: used by anybody else, it is used up.",
    )


@user_command.command("list")
@desk_options
def user_list(out: Output) -> None:
    """List the officers."""
    with desk() as at:
        found = officers.officers(at.node, at.who)
    rows = [(o.officer_id, ", ".join(sorted(o.roles)), o.registered_by, _state(o)) for o in found]
    data = [
        {
            "officer": o.officer_id,
            "roles": sorted(o.roles),
            "registered_by": o.registered_by,
            "revoked": o.revoked,
            "pending": o.pending,
        }
        for o in found
    ]
    out.answer(data, lambda: table(("officer", "roles", "registered by", ""), rows, "no officers"))


def _state(officer: Officer) -> str:
    return "revoked" if officer.revoked else "no key yet" if officer.pending else ""


@user_command.command("revoke")
@click.argument("officer")
@desk_options
def user_revoke(officer: str, out: Output) -> None:
    """Take an officer's credential and sessions out of use at once."""
    with desk() as at:
        officers.revoke_officer(at.node, at.who, officer)
    out.answer({"officer": officer, "revoked": True}, f"{officer} can no longer act on this node.")


@user_command.command("code")
@desk_options
def user_code(out: Output) -> None:
    """Make a code to sign in to the pages with; good once, for ten minutes."""
    with desk() as at:
        code = officers.sign_in_code(at.node, at.who)
        url = f"{at.node.settings.listen.officer_url}/sign-in?code={code}"
    out.answer({"code": code, "url": url}, f"{url}\nGood once, for {officers.CODE_MINUTES} minutes.")


@click.command()
@click.option("--migrate", "do_migrate", is_flag=True, help="Bring the database to this version first.")
@click.option("--sweep", "do_sweep", is_flag=True, help="Remove what killed intakes left in the evidence folder.")
@desk_options
def doctor_command(do_migrate: bool, do_sweep: bool, out: Output) -> int:
    """Look whether all is well with this node: keys, database, evidence, queue, partners."""
    if do_migrate:
        migrate(home(), credential_path(home()), passphrase_of(credential_path(home())))
    with desk() as at:
        if do_sweep:
            gone = health.sweep(at.node, at.who)
            click.echo(f"removed from the evidence folder: {', '.join(gone) or 'nothing'}", err=True)
        checks = health.check(at.node, at.who)
    out.answer(
        checks, lambda: table(("check", "", "found"), [(c.name, "ok" if c.ok else "LOOK", c.found) for c in checks], "")
    )
    return 0 if all(check.ok for check in checks) else 1
