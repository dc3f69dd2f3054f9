"""Many callers, one at a time: each gets its own answer, and those that waited are answered together."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.gathering import Gathered


class Doubling:
    """Doubles what it is given, and notes what was given together; `gate` holds it up until it is set."""

    def __init__(self):
        self.gate = threading.Event()
        self.gate.set()
        self.given = []
        self.running = 0
        self.most = 0

    def __call__(self, numbers):
        self.running += 1
        self.most = max(self.most, self.running)
        self.given.append(list(numbers))
        assert self.gate.wait(30)
        self.running -= 1
        if None in numbers:
            raise ValueError("nothing to double")
        return [2 * number for number in numbers]


def until(is_so):
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < 30
        time.sleep(0.001)


def asked_behind(gathered, doubling, numbers):
    """Futures of questions that all wait while the first, 0, is being answered; then the gate opens."""
    pool = ThreadPoolExecutor(len(numbers) + 1)
    doubling.gate.clear()
    futures = [pool.submit(gathered.ask, 0)]
    until(lambda: doubling.given)
    for at, number in enumerate(numbers):
        futures.append(pool.submit(gathered.ask, number))
        until(lambda at=at: len(gathered._waiting) == at + 1)
    doubling.gate.set()
    pool.shutdown()
    return futures


def test_one_caller_is_answered_at_once():
    doubling = Doubling()
    gathered = Gathered(doubling)
    assert [gathered.ask(number) for number in (1, 2)] == [2, 4]
    assert doubling.given == [[1], [2]]


def test_those_that_waited_are_answered_together_in_the_order_of_asking():
    doubling = Doubling()
    futures = asked_behind(Gathered(doubling), doubling, [5, 3, 9])
    assert [future.result() for future in futures] == [0, 10, 6, 18]
    assert doubling.given == [[0], [5, 3, 9]]


def test_not_more_than_so_many_at_once():
    doubling = Doubling()
    futures = asked_behind(Gathered(doubling, most=2), doubling, [1, 2, 3, 4, 5])
    assert [future.result() for future in futures] == [0, 2, 4, 6, 8, 10]
    assert doubling.given == [[0], [1, 2], [3, 4], [5]]


def test_an_error_is_told_to_those_whose_questions_were_asked_and_to_nobody_after():
    doubling = Doubling()
    gathered = Gathered(doubling)
    first, *others = asked_behind(gathered, doubling, [None, 1])
    assert first.result() == 0
    for each in others:
        with pytest.raises(ValueError, match="nothing to double"):
            each.result()
    assert gathered.ask(4) == 8


def test_a_wrong_number_of_answers_leaves_nobody_waiting():
    gathered = Gathered(lambda asked: [])
    for _ in range(2):
        with pytest.raises(ValueError, match="shorter"):
            gathered.ask(1)


def test_many_threads_get_their_own_answers_and_never_two_run():
    doubling = Doubling()
    gathered = Gathered(doubling, most=7)
    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(gathered.ask, range(3000))) == [2 * number for number in range(3000)]
    assert doubling.most == 1
    assert sorted(number for given in doubling.given for number in given) == list(range(3000))
