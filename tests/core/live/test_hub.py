"""What a page hears: its own topics, each event once, whatever the watcher is late with."""

import pytest

from staffroom.core.live.hub import BEAT, LONGEST_QUEUE, Event, Hub, Stream


def event(number: int, topic: str = "thread:a") -> Event:
    return Event(number, topic, "reply", {"n": number})


def told(stream: Stream) -> list[int]:
    """Numbers of the events that would be sent now."""
    rows = stream.take().decode().splitlines()
    return [int(row.removeprefix("id:")) for row in rows if row.startswith("id:")]


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def page(hub: Hub) -> Stream:
    stream = Stream(frozenset({"thread:a"}), "guest")
    hub.add(stream)
    return stream


def test_a_late_watcher_tells_a_returning_page_nothing_twice(hub: Hub, page: Stream) -> None:
    """It stood at 5; 6 and 7 were replayed from the table; only then the watcher comes to 4-8."""
    page.begins_at(5, 5, [6, 7])
    hub.hand_out(event(number) for number in (4, 5, 6, 7, 8))
    assert told(page) == [8]
    hub.hand_out([event(9)])
    assert told(page) == [9]


def test_what_came_while_the_table_was_read_is_told_once(hub: Hub, page: Stream) -> None:
    hub.hand_out(event(number) for number in (6, 7, 8))
    page.begins_at(5, 5, [6, 7])
    assert told(page) == [8]


def test_a_smaller_number_committed_later_is_still_told(hub: Hub, page: Stream) -> None:
    """On PostgreSQL the floor lies below the page's position, and what it missed is replayed."""
    page.begins_at(205, 105, [203])
    hub.hand_out(event(number) for number in (104, 203, 204, 205, 206))
    assert told(page) == [204, 206]


def test_a_page_that_names_no_position_hears_all_from_now_on(hub: Hub, page: Stream) -> None:
    hub.hand_out([event(1), event(2, "thread:b"), event(3)])
    assert told(page) == [1, 3]
    assert page.take() == b""


def test_a_beat_passes_and_stands_for_no_event(hub: Hub, page: Stream) -> None:
    page.begins_at(5, 5, [])
    hub.beat()
    assert page.take() == BEAT


def test_who_does_not_read_is_let_go(hub: Hub, page: Stream) -> None:
    hub.hand_out(event(number) for number in range(1, LONGEST_QUEUE + 1))
    assert not page.is_closed
    hub.hand_out([event(LONGEST_QUEUE + 1)])
    assert page.is_closed
    assert page.take() == b""


def test_a_lost_topic_is_silent_and_the_last_one_ends_the_stream(hub: Hub) -> None:
    stream = Stream(frozenset({"thread:a", "bell:7"}), "person 7")
    hub.add(stream)
    hub.narrow(stream, ["bell:7"])
    hub.hand_out([event(1), event(2, "bell:7")])
    assert told(stream) == [2]
    hub.narrow(stream, [])
    assert stream.is_closed
