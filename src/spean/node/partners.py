"""Partners: handing over this node's identity, and pinning another's with two officers."""

from spean.errors import Conflict, WrongUsage
from spean.exchange.messages import Identity, read_identity
from spean.identity import keys, store
from spean.identity.store import Partner
from spean.node.core import Authority, Node
from spean.node.officers import check_apart


def invite(node: Node, who: Authority) -> Identity:
    """Gives this node's identity, for the partner's officers to accept."""
    key = keys.public(node.key)
    with node.act(who, "partner.invite", {}) as doing:
        doing.result = {"fingerprint": keys.fingerprint(key)}
    return Identity(node.party, node.settings.node.name, node.settings.listen.partner_url, key)


def accept(node: Node, who: Authority, content: bytes) -> tuple[Identity, str]:
    """Notes a partner's identity; a second officer confirms it after comparing the fingerprint by phone.

    Returns:
        The identity read, and its key's fingerprint.

    Raises:
        MessageInvalid: the file is no identity.
        WrongUsage: it is this node's own.
    """
    identity = read_identity(content)
    if identity.party == node.party:
        raise WrongUsage("this is this node's own identity", remedy="accept the partner's file")
    fingerprint = keys.fingerprint(identity.key)
    with node.act(who, "partner.accept", {"party": identity.party, "fingerprint": fingerprint}) as doing:
        by = doing.actor.officer_id
        new = Partner(identity.party, identity.name, identity.url, identity.key, "proposed", by, None)
        store.propose_partner(doing.connection, new)
    return identity, fingerprint


def confirm(node: Node, who: Authority, party: str, compared: str) -> Partner:
    """Confirms a partner: from here on its signatures count. The officer's signature is over the key's fingerprint.

    Args:
        node: this node.
        who: the second officer.
        party: the partner's.
        compared: the fingerprint heard by phone, spaces or not.

    Raises:
        WrongUsage: no fingerprint was compared.
        PolicyRefused: one of the two officers registered the other.
        PartnerUnknown: nobody accepted a file of that party.
        Conflict: it is confirmed already, the same officer accepted it, or the key is not the one compared.
    """
    if not compared.strip():
        raise WrongUsage("the fingerprint heard by phone is missing", remedy="give it with --fingerprint")
    with node.database.begin() as connection:
        waiting = [each for each in store.partners(connection) if each.party == party]
    fingerprint = keys.fingerprint(waiting[0].public_key) if waiting else ""
    with node.act(who, "partner.confirm", {"party": party, "fingerprint": fingerprint}) as doing:
        proposed = store.find_partner(doing.connection, party)
        if "".join(compared.split()) != fingerprint.replace(" ", ""):
            raise Conflict("the key accepted is not the one compared", remedy="accept the partner's file again")
        check_apart(doing, proposed.proposed_by)
        found = store.confirm_partner(doing.connection, party, doing.actor.officer_id)
        if keys.fingerprint(found.public_key) != fingerprint:
            raise Conflict("another file was accepted meanwhile", remedy="compare the fingerprint again")
        doing.relations.add(party)
    return found


def partners(node: Node, who: Authority) -> list[Partner]:
    """Lists the partners."""
    with node.act(who, "partner.list", {}) as doing:
        return store.partners(doing.connection)
