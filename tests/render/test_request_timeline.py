"""A request's steps as a picture."""

from xml.etree import ElementTree

from spean.render.timeline import Aim, Step, timeline_picture

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own bytes
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_steps_stand_in_the_order_of_their_times_and_close_ones_share_a_mark() -> None:
    steps = [Step(1, 0), Step(2, 840), Step(3, 1200), Step(4, 1210), Step(5, 1220), Step(6, 2000)]
    found = texts(timeline_picture(steps, [], 2400, "steps"))
    assert [text for text in found if text in ("1", "2", "3–5", "6")] == ["1", "2", "3–5", "6"]


def test_aims_are_drawn_where_they_lie_within_the_time_shown() -> None:
    aims = [Aim("aim: acknowledged", 600), Aim("aim: answered", 3600)]
    assert "aim: acknowledged" in texts(timeline_picture([Step(1, 0)], aims, 1200, ""))
    assert "aim: answered" not in texts(timeline_picture([Step(1, 0)], aims, 1200, ""))
    assert "aim: answered" in texts(timeline_picture([Step(1, 0)], aims, 4000, ""))


def test_steps_after_the_answer_are_left_to_the_table() -> None:
    assert "2" not in texts(timeline_picture([Step(1, 0), Step(2, 90_000)], [], 50 * 60, ""))


def test_ticks_stay_few_however_long_it_takes() -> None:
    for seconds in (0, 30, 600, 86_400, 90 * 86_400, 900 * 86_400):
        ticks = [text for text in texts(timeline_picture([], [], seconds, "")) if text.isdigit()]
        assert 1 <= len(ticks) <= 14


def test_a_description_is_escaped() -> None:
    assert "<script" not in timeline_picture([], [], 60, "<script>alert(1)</script>")
