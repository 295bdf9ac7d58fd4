"""A listener without a socket, and a partner that can send whatever it likes."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from spean.audit import store as audit
from spean.casework.objects import Envelope
from spean.errors import PartnerAway, PartnerRefused
from spean.exchange.app import PartnerService, partner_app
from spean.exchange.messages import OBJECT
from spean.identity import keys

FREEZE = {
    "reference": "TH/Q-1",
    "request": "freeze",
    "account": "000123456",
    "bank": "ABA",
    "amount": {"minor_units": 25000, "currency": "USD"},
    "paid_at": "2026-11-22T09:00:00Z",
    "reported_at": "2026-11-22T09:05:00Z",
    "summary": "made up",
}


@dataclass
class Listener:
    """One side's partner listener; an exception in it is raised, not turned into a 500."""

    service: PartnerService

    def post(self, path: str, content: bytes, method: str = "POST") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=partner_app(self.service))
            async with httpx.AsyncClient(transport=transport, base_url="http://kh") as client:
                return await client.request(method, path, content=content)

        return asyncio.run(ask())


@dataclass
class Local:
    """A transport straight into a listener; with `lie`, every answer passes through it first."""

    listener: Listener
    lie: Any = None
    posted: list[str] = field(default_factory=list)

    def post(self, url: str, path: str, token: str) -> str:
        self.posted.append(token)
        answer = self.listener.post(path, token.encode())
        if answer.status_code >= 500:
            raise PartnerAway(f"{answer.status_code}")
        if answer.status_code != 200:
            raise PartnerRefused(answer.text)
        return self.lie(answer.text) if self.lie else answer.text

    def close(self) -> None:
        """There is nothing to close."""


@dataclass
class World:
    """KH listens; TH's key signs whatever a test makes up."""

    pair: Any
    kh: Listener
    th: Listener

    def envelope(self, **changed: Any) -> dict[str, Any]:
        whole = {
            "message_id": "ab" * 16,
            "type": "request",
            "sender": "TH",
            "recipient": "KH",
            "drafted_at": datetime.now(UTC),
            "marking": "AMBER",
            "purpose": "hold money",
            "basis": "agreement 2024-10",
            "offence": "fraud",
            "body": FREEZE,
        }
        return json.loads(Envelope.model_validate(whole).to_bytes()) | changed

    def sign(self, content: Any, typ: str = OBJECT, key: Any = None) -> str:
        payload = content if isinstance(content, bytes) else json.dumps(content).encode()
        return keys.sign(payload, key or self.pair.th.node.key, typ)

    def send(self, token: Any, sender: Any = "TH", path: str = "/partner/v1/objects") -> httpx.Response:
        return self.kh.post(path, json.dumps({"sender": sender, "token": token}).encode())

    def entries(self, party: str = "KH", log: str = "partner:TH") -> list[dict[str, Any]]:
        with self.pair.side(party).node.database.begin() as connection:
            return [
                {"actor": e.actor, "act": e.act, **json.loads(e.body)["details"]}
                for e in audit.entries(connection, log)
            ]


def listener(node: Any) -> Listener:
    return Listener(PartnerService(node.database, node.receiver(), node.owner(), node.clock))


@pytest.fixture
def world(pair: Any) -> World:
    """Two paired nodes in this process, each reached through its listener without a socket."""
    made = World(pair, listener(pair.kh.node), listener(pair.th.node))
    pair.th.node._transport = Local(made.kh)
    pair.kh.node._transport = Local(made.th)
    return made


@pytest.fixture
def listen() -> Any:
    """Makes a listener of a node, with its present settings."""
    return listener
