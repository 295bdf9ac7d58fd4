"""The records of the domain: frozen, no I/O, no clock.

Times are `Moment`s: the instant in UTC, the original text, the zone it was read in. Money is in minor units.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from spean.vocab.currencies import EXPONENTS
from spean.vocab.factors import Factor


class Kind(StrEnum):
    """What an indicator is (DESIGN: vocabulary of indicators)."""

    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"
    PROMPTPAY = "promptpay"
    BAKONG = "bakong"
    THAI_ID = "thai_id"
    URL = "url"
    DOMAIN = "domain"
    EMAIL = "email"
    IPV4 = "ipv4"
    IPV6 = "ipv6"
    BTC = "btc"
    ETH = "eth"
    TRON = "tron"
    LINE = "line"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    FACEBOOK = "facebook"
    IMEI = "imei"
    PLATE = "plate"
    EMV_QR = "emv_qr"
    BANK_CASE_ID = "bank_case_id"
    AMOUNT = "amount"
    DATE = "date"
    QUANTITY = "quantity"


#: Facts rather than identities: never linked, never cleared.
FACTS = frozenset({Kind.AMOUNT, Kind.DATE, Kind.QUANTITY})


class Role(StrEnum):
    """What a value is in a report, or over all reports (DESIGN: roles of a value)."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    CONTEXT = "context"
    CONTESTED = "contested"


class OfficerRole(StrEnum):
    """What an officer may do on this node."""

    CLERK = "clerk"
    ANALYST = "analyst"
    LIAISON = "liaison"
    APPROVER = "approver"
    PROTECTION = "protection"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Reading:
    """One valid reading of a written value.

    Attributes:
        kind: what it is.
        value: normalised (phone: E.164, bank_account: digits, url: with scheme, domain: lower-case A-label …).
        confidence: 0–1, that this reading is the one meant.
        qualifier: the bank's code for an account, "unverified" for an address without checksum, else "".
    """

    kind: Kind
    value: str
    confidence: float
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One indicator at one place of one report.

    Attributes:
        kind: what it is.
        value: the normalised value of the likeliest reading.
        raw: exactly what stands there: `text[start:end]` of the field.
        start: offset in the original field, in code points.
        end: offset one past the last code point.
        role: what the value is in this report.
        confidence: 0–1, that this is such a value and this reading of it.
        field: the column it stands in ("narrative" for text).
        readings: every valid reading, likeliest first, where two or more are valid; else empty.
        qualifier: see `Reading.qualifier`.
        also: of a victim's value, every other (kind, value) that names the same thing: protected like it.
        carries: every (kind, value) inside it, as the number in a link: it takes the strictest role of them all.
    """

    kind: Kind
    value: str
    raw: str
    start: int
    end: int
    role: Role
    confidence: float
    field: str = "narrative"
    readings: tuple[Reading, ...] = ()
    qualifier: str = ""
    also: tuple[tuple[Kind, str], ...] = ()
    carries: tuple[tuple[Kind, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it was written.

    Attributes:
        instant: in UTC, aware.
        original: the text it was read from.
        zone: IANA name of the zone it was read in.
    """

    instant: datetime
    original: str
    zone: str


#: What a report of a seizure states beside its number, times, place and narrative.
SEIZURE_COLUMNS = (
    "substance",
    "species",
    "quantity",
    "unit",
    "purity",
    "packaging",
    "hiding_place",
    "country",
    "production_country",
    "departure_country",
    "transit_country",
    "destination_country",
    "third_country",
    "sample_ref",
)

#: The columns that intake knows, in the order it writes them. Unknown ones are kept in `Report.extra`.
CANONICAL_COLUMNS = (
    "report_id",
    "reported_at",
    "occurred_at",
    "channel",
    "language",
    "narrative",
    "suspect_phone",
    "suspect_account",
    "suspect_bank",
    "suspect_url",
    "suspect_handle",
    "suspect_wallet",
    "suspect_name",
    "victim_name",
    "victim_phone",
    "victim_account",
    "amount",
    "currency",
    "province",
    "typology",
    *SEIZURE_COLUMNS,
)


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it came in.

    Attributes:
        uid: 32 hex digits, a stable 128-bit hash of (report_id, content), computed at intake.
        report_id: the sender's own id, or `R-` + 12 hex digits of the content where it gave none.
        line: 1-based line or row in the original file (a spreadsheet's own row number).
        columns: canonical column → the text as written, only those that are not empty.
        extra: unknown column → text, kept.
        reported_at: when it was reported, where that could be read.
        occurred_at: when it happened (for a transfer: when it was paid), where that could be read.
    """

    uid: str
    report_id: str
    line: int
    columns: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)
    reported_at: Moment | None = None
    occurred_at: Moment | None = None


class Goods(StrEnum):
    """What was seized; it decides whether kilograms or cubic metres are the measure."""

    DRUG = "drug"
    TIMBER = "timber"


@dataclass(frozen=True, slots=True)
class Route:
    """The countries that a seizure's report names, by stage, ISO 3166-1 alpha-2; empty where none is named."""

    production: tuple[str, ...] = ()
    departure: tuple[str, ...] = ()
    transit: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    third: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seizure:
    """What one report says was seized, derived from its columns: what was counted, and what that comes to.

    Attributes:
        uid: of the report.
        report_id: the sender's.
        goods: drugs or timber.
        item: key in `vocab.substances` or `vocab.timber`, or the name as written (lower case) where it is in neither.
        known: whether `item` is such a key.
        written: the quantity as written, "" where none is.
        unit_written: the unit column as written.
        count: the number of `unit`, None where no number could be read.
        unit: g, kg, tablet, l, ml or m3, or as written (lower case) where it is none of these.
        factor: what turns the count into kilograms or cubic metres, None where nothing sourced does.
        purity: as written.
        packaging: as written.
        hiding_place: as written.
        sample_ref: the laboratory's or exhibit's reference, as written.
        country: where it was made, ISO 3166-1 alpha-2, "" where not stated or not readable.
        route: the countries named.
        seized_at: when it happened, else when it was reported.
    """

    uid: str
    report_id: str
    goods: Goods
    item: str
    known: bool
    written: str = ""
    unit_written: str = ""
    count: Decimal | None = None
    unit: str = ""
    factor: Factor | None = None
    purity: str = ""
    packaging: str = ""
    hiding_place: str = ""
    sample_ref: str = ""
    country: str = ""
    route: Route = field(default_factory=Route)
    seized_at: Moment | None = None

    @property
    def converted(self) -> Decimal | None:
        """The count in `factor.into`, None where it does not convert."""
        return None if self.count is None or self.factor is None else self.count * self.factor.each


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be taken in; the file goes on without it.

    Attributes:
        line: 1-based line or row in the original file.
        code: stable reason code, for example `row.empty`.
        reason: what is wrong, without the value itself.
        fix: what the sender can do.
        row: the original row: header (or column number) → text.
    """

    line: int
    code: str
    reason: str
    fix: str
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money.

    Attributes:
        minor_units: in the currency's smallest unit (ISO 4217; satang, cent, sen).
        currency: ISO 4217 code.
    """

    minor_units: int
    currency: str

    def __str__(self) -> str:
        return f"{self.number()} {self.currency}"

    def number(self, thousands: str = "") -> str:
        """Gives the amount in the currency's main unit, without minor units where there are none: `250`, `250.50`."""
        digits = EXPONENTS.get(self.currency, 2)
        whole, rest = divmod(self.minor_units, 10**digits)
        return f"{whole:{thousands}}.{rest:0{digits}d}" if rest else f"{whole:{thousands}}"


@dataclass(frozen=True, slots=True)
class Officer:
    """A person who acts on this node, as registered.

    Attributes:
        officer_id: unique on this node, for ever.
        name: as shown.
        roles: what they may do.
        public_key: JWK as JSON text.
        revoked: whether their key is out of use.
        registered_by: the officer who registered them; `init` for the first one.
        pending: whether they have not made their key yet.
    """

    officer_id: str
    name: str
    roles: frozenset[OfficerRole]
    public_key: str
    revoked: bool = False
    registered_by: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer whose signature over one act was verified; only `identity` makes one.

    Attributes:
        officer_id: who.
        roles: what they may do.
        act: the verb signed, for example `release.approve`.
        signature: compact JWS over the act, kept in the audit row.
    """

    officer_id: str
    roles: frozenset[OfficerRole]
    act: str
    signature: str
