"""The whole error tree: one stable code, one remedy and one exit code each.

A message never holds a personal value, a secret or free text of a report: it goes to terminals and logs.
Exit codes: 1 failed, 2 wrong usage, 4 refused by policy (3, done with rejects, is no error).
"""

import traceback
from pathlib import Path
from typing import ClassVar, Self


class SpeanError(Exception):
    """Anything Spean refuses or fails at, with a stable code and what to do about it.

    Args:
        message: what happened, one line, no personal value.
        remedy: what to do, where the class's own remedy can be said more exactly.
    """

    code: ClassVar[str] = "spean"
    remedy: str = "run the command again; if it repeats, report the code"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        if remedy is not None:
            self.remedy = remedy

    @property
    def message(self) -> str:
        """The one-line message."""
        return str(self.args[0])


class WrongUsage(SpeanError):
    """The words of a command, or a value given to it, are off."""

    code = "usage"
    remedy = "see `spean VERB --help`"
    exit_code = 2


class SettingsInvalid(SpeanError):
    """`spean.toml` has an unknown or malformed key."""

    code = "settings.invalid"
    remedy = "correct the named key in spean.toml"
    exit_code = 2


class HomeMissing(SpeanError):
    """The folder named is not a node's home."""

    code = "home.missing"
    remedy = "name a node with --home DIR or SPEAN_HOME, or make one with `spean init --party TH --home DIR`"
    exit_code = 2


class HomeExists(SpeanError):
    """`init` was asked to make a node where something already stands."""

    code = "home.exists"
    remedy = "name an empty or new folder"
    exit_code = 2


class StorageFailed(SpeanError):
    """The disk or the database refused a write; nothing was acknowledged."""

    code = "storage.failed"
    remedy = "free space or check the disk, then run the command again: nothing of it was kept"


class SchemaMismatch(SpeanError):
    """The database is of another version than this program."""

    code = "storage.schema"
    remedy = "install the version of Spean that wrote this home, or a newer one"


class NotFound(SpeanError):
    """No record has that id."""

    code = "record.missing"
    remedy = "list the records first, and use an id from the list"


class Conflict(SpeanError):
    """The record stands in a state that does not allow this act."""

    code = "record.state"
    remedy = "look at the record's present state first"


class Fault(SpeanError):
    """A fault of the program itself; the message names its kind and place, never a value."""

    code = "internal"
    remedy = "report the place and `spean --version`; `spean doctor` says whether the node is well"

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """Names the kind and the place of an error that nobody foresaw."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        return cls(f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}")


# -- who acts -----------------------------------------------------------------------------------------------
class NotAuthenticated(SpeanError):
    """No valid credential signed this act."""

    code = "identity.credential"
    remedy = "name your credential file in SPEAN_CREDENTIAL"
    exit_code = 4


class NotAllowed(SpeanError):
    """The officer is known, but has no role for this act."""

    code = "identity.role"
    remedy = "ask an officer who has the role named"
    exit_code = 4


class KeyUnsafe(SpeanError):
    """A key file can be read by others."""

    code = "identity.key_mode"
    remedy = "chmod 600 the file, and replace the key if others could have read it"


# -- files in -----------------------------------------------------------------------------------------------
class InputRefused(SpeanError):
    """A file can't be taken in at all."""

    code = "intake.refused"
    remedy = "check the file, then take it in again"


class EncodingUnknown(InputRefused):
    """The bytes decode plausibly in no known encoding."""

    code = "intake.encoding"
    remedy = "save the file as UTF-8 (in Excel: 'CSV UTF-8'), then take it in again"


class FormatUnknown(InputRefused):
    """The file's format is not one that intake reads."""

    code = "intake.format"
    remedy = "save it in one of the formats of docs/formats, as .csv, .xlsx, .pdf or .eml"


class LimitExceeded(InputRefused):
    """Reading the file takes more memory, time or room than a file from outside may take."""

    code = "intake.limits"
    remedy = "split it, or save it anew as .csv; do not open it if its sender is unknown"


class HeaderUnknown(InputRefused):
    """No column of the file could be recognised."""

    code = "intake.header"
    remedy = "name at least one column as in docs/formats, for example `narrative` or `suspect_phone`"


class SecretMarking(InputRefused):
    """The document is marked secret: Spean takes unclassified material only."""

    code = "intake.classified"
    remedy = "take it to the system that is cleared for it"
    exit_code = 4


class EvidenceDamaged(SpeanError):
    """A file of the evidence store no longer has the hash that was recorded for it."""

    code = "evidence.damaged"
    remedy = "restore the file from backup, then run `spean evidence verify`"


# -- types of scam --------------------------------------------------------------------------------------------
class LabelsRefused(SpeanError):
    """A file of labelled texts can't be trained on."""

    code = "typology.labels"
    remedy = "give a .csv or .jsonl with `label` and `text`, or lines of label|text"


class ModelInvalid(SpeanError):
    """A model's file is no model of this version, or was changed after it was written."""

    code = "typology.model"
    remedy = "train it again with `spean typology train`, or ask for an undamaged copy"


class ExtraMissing(SpeanError):
    """A verb needs a package that is not installed with the rest."""

    code = "extra.missing"
    remedy = "install it with `pip install 'spean[typology]'`"


# -- policy -------------------------------------------------------------------------------------------------
class PolicyRefused(SpeanError):
    """A rule of the agreement or of this node refuses the act; the reasons stand in the message."""

    code = "policy.refused"
    remedy = "read the reasons: each names what is missing"
    exit_code = 4


# -- the partner --------------------------------------------------------------------------------------------
class PartnerUnknown(SpeanError):
    """No partner of that name is paired with this node."""

    code = "partner.unknown"
    remedy = "pair first: `spean partner invite` there, `spean partner accept FILE` here"


class PartnerAway(SpeanError):
    """The partner's node did not answer; what was to be sent stays queued."""

    code = "partner.away"
    remedy = "nothing is lost: it is sent again when the partner answers; `spean doctor` shows the last contact"


class PartnerFault(PartnerAway):
    """The partner's node answered that it failed: with this object perhaps, and not with another."""

    code = "partner.fault"


class PartnerRefused(SpeanError):
    """The partner's node answered and refused."""

    code = "partner.refused"
    remedy = "read the partner's reason; speak with its liaison officer"


class SignatureInvalid(SpeanError):
    """A message does not carry a valid signature of a pinned key."""

    code = "partner.signature"
    remedy = "compare key fingerprints with the partner by phone before anything else"
    exit_code = 4


class MessageInvalid(SpeanError):
    """A signed message does not have the form its type prescribes, or contradicts an earlier one."""

    code = "partner.message"
    remedy = "tell the partner's engineers: their node sent what the protocol does not allow"


class ProtocolViolation(SpeanError):
    """A step of the private matching got an encoding, proof or size that the protocol forbids."""

    code = "matching.protocol"
    remedy = "stop matching with this partner until both sides' engineers have looked at it"


# -- audit --------------------------------------------------------------------------------------------------
class AuditBroken(SpeanError):
    """An audit log does not verify."""

    code = "audit.broken"
    remedy = "stop, keep the disk as it is, and call the auditor"


class ProofInvalid(SpeanError):
    """An inclusion or consistency proof does not verify."""

    code = "audit.proof"
    remedy = "ask for the proof again; if it fails again, call the auditor"
