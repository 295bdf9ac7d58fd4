"""The partner listener: signed messages in, signed answers out. It knows two paths and nothing else.

A refusal carries its code and one line, never a value; anything malformed is refused before it is parsed further.
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from spean.audit import store as audit
from spean.db import Database
from spean.errors import (
    Conflict,
    MessageInvalid,
    NotAuthenticated,
    PartnerUnknown,
    PolicyRefused,
    ProtocolViolation,
    SignatureInvalid,
    SpeanError,
)
from spean.exchange import inbox, matching, outbox
from spean.exchange.inbox import DifferentBody, Receiver
from spean.exchange.messages import open_ask
from spean.exchange.transport import MEDIA_TYPE
from spean.identity import store as identity

#: The largest message read: a page of 500 elements is 32 KiB as hex, a third more as JWS.
MAX_MESSAGE_BYTES = 1024 * 1024
MESSAGE_SECONDS = 30
_PARTY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class PartnerService:
    """What the partner listener works with."""

    database: Database
    receiver: Receiver
    owner: matching.Owner
    clock: Callable[[], datetime]

    def take_object(self, sender: str, token: str) -> str:
        """Receives one released object; gives the receipt.

        Its signature is checked before a writer's place is taken: whoever can't sign keeps nobody waiting.
        """
        try:
            with self.database.read() as connection:
                inbox.check_signature(connection, sender, token)
            with self.database.begin() as connection:
                return inbox.receive(connection, self.receiver, sender, token, self.clock())
        except (SignatureInvalid, DifferentBody) as error:  # only a confirmed partner's name gets this far
            self._alarm(sender, "receive", error)
            raise

    def take_question(self, sender: str, token: str) -> str:
        """Answers one question of the matching: logged before it is looked at, charged before it is answered.

        What is refused is logged too: a partner that asks beyond its budget may be trying every number there is.
        """
        now = self.clock()
        with self.database.read() as connection:
            partner = identity.active_partner(connection, sender)
        ask = open_ask(token, partner, self.owner.party, now)
        with self.database.begin() as connection:
            if not identity.use_once(connection, f"{sender}:{ask.nonce}", now):
                raise SignatureInvalid("a question was asked before")
            details = {"kind": ask.kind.value, "items": len(ask.elements) // 64, "purpose": ask.purpose.value}
            entry = audit.Entry(now, f"node:{sender}", "match.answer", details)
            audit.append(connection, audit.partner_log(sender), entry)
            identity.note_contact(connection, sender, now)
        try:
            with self.database.begin() as connection:
                return matching.answer(connection, self.owner, partner, ask, now)
        except (PolicyRefused, ProtocolViolation) as error:
            self._alarm(sender, "match.answer", error)
            raise

    def _alarm(self, sender: str, act: str, error: SpeanError) -> None:
        with self.database.read() as connection:
            if inbox.is_told(connection, sender, act, error):
                return
        with self.database.begin() as connection:
            inbox.alarm(connection, sender, act, error, self.clock())


def partner_app(service: PartnerService) -> Starlette:
    """Builds the partner listener."""
    return Starlette(
        routes=[
            _route(outbox.PATH, service.take_object),
            _route(matching.PATH, service.take_question),
        ]
    )


def _route(path: str, take: Callable[[str, str], str]) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            sender, token = _read(await _bounded(request))
            answer = await run_in_threadpool(take, sender, token)
        except SpeanError as error:
            return JSONResponse({"code": error.code, "message": error.message}, _status(error))
        return PlainTextResponse(answer, media_type=MEDIA_TYPE)

    return Route(path, endpoint, methods=["POST"])


async def _bounded(request: Request) -> bytes:
    body = b""
    try:
        async with asyncio.timeout(MESSAGE_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_MESSAGE_BYTES:
                    raise MessageInvalid("the message is too large")
    except (TimeoutError, ClientDisconnect) as error:
        raise MessageInvalid("the message did not arrive whole") from error
    return body


def _read(body: bytes) -> tuple[str, str]:
    try:
        message = json.loads(body)
        sender, token = message["sender"], message["token"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MessageInvalid("a message has a sender and a token") from error
    if not isinstance(sender, str) or not isinstance(token, str) or not _PARTY.fullmatch(sender):
        raise MessageInvalid("a message has a sender and a token")
    return sender, token


_STATUS = {
    PolicyRefused: HTTPStatus.FORBIDDEN,
    SignatureInvalid: HTTPStatus.UNAUTHORIZED,
    NotAuthenticated: HTTPStatus.UNAUTHORIZED,
    PartnerUnknown: HTTPStatus.UNAUTHORIZED,
    Conflict: HTTPStatus.CONFLICT,
    MessageInvalid: HTTPStatus.BAD_REQUEST,
    ProtocolViolation: HTTPStatus.BAD_REQUEST,
}


def _status(error: SpeanError) -> int:
    known = (status for kind, status in _STATUS.items() if isinstance(error, kind))
    return next(known, HTTPStatus.INTERNAL_SERVER_ERROR)
