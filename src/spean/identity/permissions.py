"""Which officer roles each act needs: one table. An act that is not in it is nobody's."""

from spean.errors import NotAllowed
from spean.model import OfficerRole

_CLERK, _ANALYST, _LIAISON = OfficerRole.CLERK, OfficerRole.ANALYST, OfficerRole.LIAISON
_APPROVER, _AUDITOR, _PROTECTION = OfficerRole.APPROVER, OfficerRole.AUDITOR, OfficerRole.PROTECTION
_ANYONE = frozenset(OfficerRole)
_DESK = frozenset({_CLERK, _ANALYST, _LIAISON, _APPROVER, _PROTECTION})

PERMISSIONS: dict[str, frozenset[OfficerRole]] = {
    "user.add": frozenset({_LIAISON, _APPROVER}),
    "user.revoke": frozenset({_LIAISON, _APPROVER}),
    "user.list": _ANYONE,
    "session.begin": _ANYONE,
    "session.end": _ANYONE,
    "page.view": _ANYONE,
    "intake": frozenset({_CLERK, _ANALYST, _LIAISON}),
    "evidence.list": _DESK | {_AUDITOR},
    "evidence.verify": _ANYONE,
    "evidence.rebuild": frozenset({_ANALYST, _LIAISON}),
    "evidence.sweep": frozenset({_ANALYST, _LIAISON}),
    "evidence.seizures": _DESK | {_AUDITOR},
    "evidence.types": _DESK | {_AUDITOR},
    "evidence.contested": frozenset({_ANALYST, _APPROVER, _PROTECTION}),
    "lookup": _DESK,
    "link": frozenset({_ANALYST}),
    "networks.list": _DESK | {_AUDITOR},
    "networks.members": _DESK | {_AUDITOR},
    "networks.picture": _DESK | {_AUDITOR},
    "networks.show": _DESK | {_AUDITOR},
    "case.open": frozenset({_ANALYST, _LIAISON}),
    "case.list": _DESK | {_AUDITOR},
    "clear.propose": frozenset({_ANALYST, _LIAISON}),
    "clear.list": _DESK | {_AUDITOR},
    "clear.approve": frozenset({_APPROVER}),
    "clear.refuse": frozenset({_APPROVER}),
    "partner.invite": frozenset({_LIAISON}),
    "partner.accept": frozenset({_LIAISON}),
    "partner.confirm": frozenset({_APPROVER}),
    "partner.list": _ANYONE,
    "match.run": frozenset({_ANALYST, _LIAISON}),
    "match.show": frozenset({_ANALYST, _LIAISON, _APPROVER, _AUDITOR}),
    "request.new": frozenset({_LIAISON}),
    "request.list": _DESK | {_AUDITOR},
    "request.show": _DESK | {_AUDITOR},
    "request.acknowledge": frozenset({_LIAISON, _APPROVER}),
    "request.answer": frozenset({_LIAISON}),
    "request.outcome": frozenset({_LIAISON}),
    "release.list": _DESK | {_AUDITOR},
    "release.review": frozenset({_LIAISON, _APPROVER, _PROTECTION, _AUDITOR}),
    "release.approve": frozenset({_APPROVER}),
    "release.refuse": frozenset({_APPROVER}),
    "agreement.add": frozenset({_LIAISON}),
    "agreement.confirm": frozenset({_APPROVER}),
    "agreement.state": frozenset({_LIAISON}),
    "agreement.status": _ANYONE,
    "audit.verify": _ANYONE,
    "audit.show": frozenset({_AUDITOR, _APPROVER}),
    "export.indicators": frozenset({_ANALYST, _LIAISON}),
    "delivery.retry": frozenset({_LIAISON}),
    "storage.migrate": _ANYONE,
    "doctor": _ANYONE,
}

#: What a session may do without a signature: the pages show, they change nothing.
SESSION_ACTS = frozenset(
    {
        "page.view",
        "networks.list",
        "networks.show",
        "request.list",
        "request.show",
        "release.list",
        "release.review",
        "agreement.status",
        "match.show",
        "partner.list",
        "case.list",
        "clear.list",
        "user.list",
        "evidence.list",
    }
)


def check(act: str, roles: frozenset[OfficerRole]) -> None:
    """Checks that one of `roles` may do `act`.

    Raises:
        NotAllowed: none may; the message names the roles that do.
    """
    allowed = PERMISSIONS.get(act, frozenset())
    if not roles & allowed:
        names = ", ".join(sorted(allowed)) or "nobody"
        raise NotAllowed(f"{act} needs one of these roles: {names}")
