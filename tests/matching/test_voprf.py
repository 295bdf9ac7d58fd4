"""RFC 9497 appendix A.1.2 (VOPRF, ristretto255-SHA512), the protocol's law, and what a cheat may try."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.errors import ProtocolViolation
from spean.matching import group, voprf


@dataclass(frozen=True)
class Item:
    data: str
    blind: str
    blinded: str
    evaluated: str
    output: str


@dataclass(frozen=True)
class Vector:
    nonce: str
    proof: str
    items: tuple[Item, ...]


# RFC 9497, A.1.2; the same as the working group's allVectors.json (cfrg/draft-irtf-cfrg-voprf).
SEED = "a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3"
KEY_INFO = "74657374206b6579"
SECRET = "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909"
PUBLIC = "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e"

VECTORS = (
    Vector(
        nonce="222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e",
        proof="ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd06"
        "6d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d",
        items=(
            Item(
                data="00",
                blind="64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706",
                blinded="863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
                evaluated="aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
                output="b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
                "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c",
            ),
        ),
    ),
    Vector(
        nonce="222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e",
        proof="401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a"
        "67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02",
        items=(
            Item(
                data="5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
                blind="64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706",
                blinded="cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c",
                evaluated="60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468",
                output="8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
                "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6",
            ),
        ),
    ),
    Vector(
        nonce="419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c",
        proof="cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a"
        "5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08",
        items=(
            Item(
                data="00",
                blind="64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706",
                blinded="863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
                evaluated="aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
                output="b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
                "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c",
            ),
            Item(
                data="5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
                blind="222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e",
                blinded="90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654",
                evaluated="cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a",
                output="8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
                "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6",
            ),
        ),
    ),
)


KEY = voprf.key_pair(bytes.fromhex(SECRET))


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


def page(count: int) -> list[voprf.Blinded]:
    return [voprf.blind(f"+6681000{number:04}".encode()) for number in range(count)]


def answer(blinded: list[voprf.Blinded], key: voprf.KeyPair = KEY) -> voprf.Evaluated:
    return voprf.blind_evaluate(key, [each.element for each in blinded])


def test_derive_key_pair() -> None:
    key = voprf.derive_key_pair(raw(SEED), raw(KEY_INFO))
    assert (key.secret.hex(), key.public.hex()) == (SECRET, PUBLIC)
    assert key == KEY
    with pytest.raises(ValueError, match="32 bytes"):
        voprf.derive_key_pair(b"short", b"")


@pytest.mark.parametrize("vector", VECTORS)
def test_vectors_of_the_rfc(vector: Vector) -> None:
    blinded = [voprf.blind(raw(item.data), _scalar=raw(item.blind)) for item in vector.items]
    assert [each.element.hex() for each in blinded] == [item.blinded for item in vector.items]
    evaluated = voprf.blind_evaluate(KEY, [each.element for each in blinded], _nonce=raw(vector.nonce))
    assert [each.hex() for each in evaluated.elements] == [item.evaluated for item in vector.items]
    assert evaluated.proof.hex() == vector.proof
    outputs = voprf.finalize(blinded, evaluated, raw(PUBLIC))
    assert [each.hex() for each in outputs] == [item.output for item in vector.items]
    assert [voprf.evaluate(KEY, raw(item.data)) for item in vector.items] == list(outputs)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.lists(st.binary(max_size=200), min_size=1, max_size=6))
def test_finalizing_a_blinded_input_is_evaluating_it(seed: bytes, inputs: list[bytes]) -> None:
    key = voprf.derive_key_pair(seed, b"law")
    blinded = [voprf.blind(data) for data in inputs]
    outputs = voprf.finalize(blinded, answer(blinded, key), key.public)
    assert outputs == tuple(voprf.evaluate(key, data) for data in inputs)


def test_blinding_hides_that_an_input_was_asked_before() -> None:
    first, second = voprf.blind(b"+66810000001"), voprf.blind(b"+66810000001")
    assert first.element != second.element
    assert voprf.random_key_pair() != voprf.random_key_pair()


def test_secrets_are_not_shown() -> None:
    blinded = voprf.blind(b"+66810000001")
    shown = f"{KEY!r} {blinded!r}"
    assert KEY.secret.hex() not in shown
    assert repr(KEY.secret) not in shown
    assert "+66810000001" not in shown
    assert repr(blinded.blind) not in shown


def test_a_replayed_element_is_refused() -> None:
    blinded = page(4)
    honest = answer(blinded)
    replayed = (honest.elements[0],) * 4
    with pytest.raises(ProtocolViolation, match="proof"):
        voprf.finalize(blinded, replace(honest, elements=replayed), KEY.public)


def test_swapped_elements_are_refused() -> None:
    blinded = page(3)
    honest = answer(blinded)
    swapped = (honest.elements[1], honest.elements[0], honest.elements[2])
    with pytest.raises(ProtocolViolation, match="proof"):
        voprf.finalize(blinded, replace(honest, elements=swapped), KEY.public)


def test_an_answer_to_another_page_is_refused() -> None:
    first, second = page(3), page(3)
    with pytest.raises(ProtocolViolation, match="proof"):
        voprf.finalize(second, answer(first), KEY.public)


def test_another_key_is_refused() -> None:
    blinded, other = page(3), voprf.random_key_pair()
    with pytest.raises(ProtocolViolation, match="proof"):
        voprf.finalize(blinded, answer(blinded, other), KEY.public)
    mixed = answer(blinded).elements[:2] + answer(blinded, other).elements[2:]
    with pytest.raises(ProtocolViolation, match="proof"):
        voprf.finalize(blinded, voprf.Evaluated(mixed, answer(blinded).proof), KEY.public)


@pytest.mark.parametrize("bit", [0, 7, 250, 256, 300, 507])
def test_a_forged_proof_is_refused(bit: int) -> None:
    blinded = page(2)
    honest = answer(blinded)
    forged = bytearray(honest.proof)
    forged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ProtocolViolation):
        voprf.finalize(blinded, replace(honest, proof=bytes(forged)), KEY.public)


@pytest.mark.parametrize("proof", [b"", bytes(63), bytes(64), bytes(65), b"\xff" * 64])
def test_a_malformed_proof_is_refused(proof: bytes) -> None:
    blinded = page(1)
    with pytest.raises(ProtocolViolation):
        voprf.finalize(blinded, replace(answer(blinded), proof=proof), KEY.public)


def test_a_proof_with_a_second_encoding_is_refused() -> None:
    blinded = page(1)
    honest = answer(blinded)
    order = 2**252 + 27742317777372353535851937790883648493
    response = int.from_bytes(honest.proof[32:], "little") + order
    with pytest.raises(ProtocolViolation, match="order"):
        other = honest.proof[:32] + response.to_bytes(32, "little")
        voprf.finalize(blinded, replace(honest, proof=other), KEY.public)


BAD_ELEMENTS = [group.IDENTITY, b"\x01" + bytes(31), bytes(31), bytes(33), b"\xff" * 32]


@pytest.mark.parametrize("bad", BAD_ELEMENTS)
def test_bad_elements_are_refused_by_both_sides(bad: bytes) -> None:
    blinded = page(2)
    with pytest.raises(ProtocolViolation):
        voprf.blind_evaluate(KEY, [blinded[0].element, bad])
    honest = answer(blinded)
    with pytest.raises(ProtocolViolation):
        voprf.finalize(blinded, replace(honest, elements=(honest.elements[0], bad)), KEY.public)
    with pytest.raises(ProtocolViolation):
        voprf.finalize(blinded, honest, bad)


def test_a_second_encoding_of_an_element_is_refused() -> None:
    element = page(1)[0].element
    with pytest.raises(ProtocolViolation, match="canonical"):
        voprf.blind_evaluate(KEY, [element[:31] + bytes([element[31] | 0x80])])


def test_sizes_are_checked() -> None:
    blinded = page(3)
    honest = answer(blinded)
    for elements in ((), honest.elements[:2], (*honest.elements, honest.elements[0])):
        with pytest.raises(ProtocolViolation):
            voprf.finalize(blinded, replace(honest, elements=elements), KEY.public)
    with pytest.raises(ProtocolViolation):
        voprf.blind_evaluate(KEY, [])
    with pytest.raises(ProtocolViolation):
        voprf.blind_evaluate(KEY, [blinded[0].element] * (voprf.MAX_ITEMS + 1))
    with pytest.raises(ValueError, match="65535"):
        voprf.evaluate(KEY, bytes(65536))


@pytest.mark.parametrize("secret", [bytes(32), b"\xff" * 32, b"\x01" * 31])
def test_a_bad_stored_key_is_refused(secret: bytes) -> None:
    with pytest.raises(ProtocolViolation):
        voprf.key_pair(secret)
