"""Matching with a partner: what both sides know of what both cleared, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spean.errors import PolicyRefused
from spean.exchange import matching, store
from spean.exchange.matching import Asker, KindRun
from spean.identity import store as identity
from spean.identity.store import Partner
from spean.indicators.extract import NORMALISER_VERSION
from spean.linking import store as networks
from spean.model import Kind
from spean.node.core import Authority, Doing, Node
from spean.node.standing import standing_tags


def run(
    node: Node,
    who: Authority,
    party: str,
    kinds: tuple[Kind, ...],
    purpose: str,
    case: str,
    progress: Callable[[str], None],
) -> list[KindRun]:
    """Asks a partner, kind by kind, which of this node's cleared values its released set has.

    The asking is logged before anything is sent, what was found before it is answered. The officer's own words for the
    purpose stay in this log: the partner gets a fixed code.

    Raises:
        PolicyRefused: nothing of these kinds is cleared for this partner, or its release no longer stands.
        PartnerAway, PartnerRefused, ProtocolViolation: what was learnt before stays; ask again.
    """
    asked: dict[str, Any] = {
        "partner": party,
        "kinds": [kind.value for kind in kinds],
        "purpose": purpose,
        "case": case,
    }
    with node.act(who, "match.run", asked) as doing:
        partner, values = _prepare(node, doing, party, kinds)
        doing.result = {"values": len(values)}
        doing.relations.add(party)
    asker = Asker(node.party, node.key, NORMALISER_VERSION, node.settings.matching.page_items, node.clock)
    runs = []
    for kind in sorted({kind for kind, _ in values}):
        own = [value for k, value in values if k is kind]

        def tell(done: int, kind: Kind = kind, of: int = len(own)) -> None:
            progress(f"{kind}: {done} of {of} values answered")

        runs.append(matching.run(asker, node.transport, partner, kind, own, tell))
    _keep(node, who, party, asked, runs)
    return runs


def _prepare(node: Node, doing: Doing, party: str, kinds: tuple[Kind, ...]) -> tuple[Partner, list[tuple[Kind, str]]]:
    partner = identity.active_partner(doing.connection, party)
    # Asking shows the partner blinded values: it rests on the same release as the tags for that partner.
    _, standing = standing_tags(node, doing.connection, party, doing.now)
    values = [pair for pair in standing if not kinds or pair[0] in kinds]
    if not values:
        raise PolicyRefused(
            f"nothing of these kinds is cleared for {party}",
            remedy=f"clear first: `spean clear --case C-1 --kind phone --to {party}`",
        )
    return partner, values


def _keep(node: Node, who: Authority, party: str, asked: dict[str, Any], runs: list[KindRun]) -> None:
    with node.act(who, "match.run", {**asked, "kept": True}) as doing:
        found = [(run.kind, value) for run in runs for value in run.found]
        store.keep_matches(doing.connection, party, [run.kind for run in runs], found, doing.now)
        doing.result = {"matches": len(found), "asked": sum(run.asked for run in runs)}
        doing.relations.add(party)
        identity.note_contact(doing.connection, party, doing.now)


@dataclass(frozen=True, slots=True)
class Match:
    """One value both sides know, with this side's networks; nothing of theirs.

    Attributes:
        kind: what it is.
        value: normalised.
        found_at: when it was first found.
        run_at: when the newest run found it again.
        networks: this side's.
    """

    kind: Kind
    value: str
    found_at: datetime
    run_at: datetime
    networks: tuple[str, ...]


def show(node: Node, who: Authority, party: str) -> list[Match]:
    """Shows what the last runs found, less what is no longer a suspect's or cleared for this partner."""
    with node.act(who, "match.show", {"partner": party}) as doing:
        identity.find_partner(doing.connection, party)
        kept = store.matches(doing.connection, party)
        standing = set(standing_tags(node, doing.connection, party, doing.now)[1])
        found = [
            Match(kind, value, at, run_at, tuple(networks.networks_naming(doing.connection, kind, value)))
            for kind, value, at, run_at in kept
            if (kind, value) in standing
        ]
        doing.result = {"matches": len(found)}
    return found
