from typing import Any

from spean.linking.explain import Step, keys_of, reasons, why
from spean.linking.link import link
from spean.linking.records import ValueKey
from spean.model import Kind

PHONE, LINE, URL = ValueKey(Kind.PHONE, "+1"), ValueKey(Kind.LINE, "x"), ValueKey(Kind.URL, "u")


def test_reasons_count_reports_of_the_network(planted: Any) -> None:
    named = [
        ("r1", "phone", "+1"),
        ("r2", "phone", "+1"),
        ("r3", "phone", "+1"),
        ("r3", "line", "x"),
        ("r2", "line", "x"),
    ]
    [network] = link(planted.table([planted.edge(*row) for row in named])).networks
    assert reasons(network) == ["3 of 3 reports share phone +1", "2 of 3 reports share line x"] or reasons(network) == [
        "2 of 3 reports share line x",
        "3 of 3 reports share phone +1",
    ]
    assert reasons(network, most=1)[1:] == ["and 1 more shared value"]


def test_an_account_is_named_with_its_bank() -> None:
    assert str(ValueKey(Kind.BANK_ACCOUNT, "123456", "KBANK")) == "bank account 123456 (KBANK)"


def test_why_is_the_shortest_chain() -> None:
    named = {"a": [PHONE, URL], "b": [PHONE, LINE], "c": [LINE], "d": [URL]}
    assert why(named, "a", "c") == [Step("a", PHONE, "b"), Step("b", LINE, "c")]
    assert why(named, "d", "c") == [Step("d", URL, "a"), Step("a", PHONE, "b"), Step("b", LINE, "c")]
    assert why(named, "a", "a") == []
    assert why({**named, "e": []}, "a", "e") == why(named, "e", "a") == []


def test_only_values_that_count_in_the_network_are_kept(planted: Any) -> None:
    edges = [planted.edge("r1", "bank_account", "123456", "KBANK"), planted.edge("r2", "bank_account", "123456")]
    [network] = link(planted.table(edges)).networks
    first, second = planted.uid("r1"), planted.uid("r2")
    account = ValueKey(Kind.BANK_ACCOUNT, "123456", "KBANK")
    evidence = [(first, account), (second, ValueKey(Kind.BANK_ACCOUNT, "123456")), (first, PHONE), ("z", account)]
    assert keys_of(network, evidence) == {uid: [account] for uid in sorted((first, second))}
    assert why(keys_of(network, evidence), first, second) == [Step(first, account, second)]
