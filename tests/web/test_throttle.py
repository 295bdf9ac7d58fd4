"""One address fails to sign in so often, and no more, until its time is over."""

from spean.web.throttle import MOST_ADDRESSES, MOST_FAILURES, WINDOW_SECONDS, Throttle


def test_an_address_is_blocked_and_let_in_again() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(MOST_FAILURES):
        assert not throttle.is_blocked("a")
        throttle.note_failure("a")
    assert throttle.is_blocked("a") and not throttle.is_blocked("b")
    now[0] = WINDOW_SECONDS + 1
    assert not throttle.is_blocked("a")


def test_addresses_are_bounded() -> None:
    throttle = Throttle(lambda: 0.0)
    for number in range(MOST_ADDRESSES + 10):
        throttle.note_failure(str(number))
    assert len(throttle._failures) == MOST_ADDRESSES
