"""A running program goes over to a new index, and keeps the old one where the new one does not open."""

import pytest

from api.opened_index import LOOK_EVERY_S, OpenedIndex
from index.errors import ManifestMismatch


class Catalogue:
    def __init__(self):
        self.followed = True

    def is_followed(self):
        return self.followed


class FakeIndex:
    def __init__(self):
        self.catalogue = Catalogue()
        self.closed = False

    def close_store(self):
        self.closed = True


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def made():
    return []


@pytest.fixture
def opened(made, clock):
    def open_():
        made.append(FakeIndex())
        return made[-1], str(len(made))

    return OpenedIndex(open_, clock)


def test_it_opens_once_and_again_after_closing(opened, made):
    assert opened.get() is opened.get()
    opened.close()
    opened.close()
    assert made[0].closed and opened.get()[1] == "2"


def test_a_switch_is_noticed_within_its_time_and_the_old_store_is_left_to_its_searches(opened, made, clock):
    old, _ = opened.get()
    old.catalogue.followed = False
    clock.now += LOOK_EVERY_S - 0.1
    assert opened.get()[0] is old
    clock.now += 0.2
    assert opened.get()[1] == "2" and not old.closed


def test_an_index_that_does_not_open_leaves_the_old_one(made, clock, caplog):
    def open_():
        if made:
            raise ManifestMismatch("bộ mã hoá", "a", "b")
        made.append(FakeIndex())
        return made[0], "1"

    opened = OpenedIndex(open_, clock)
    opened.get()[0].catalogue.followed = False
    clock.now += LOOK_EVERY_S
    assert opened.get() == (made[0], "1")
    assert "does not open" in caplog.text
