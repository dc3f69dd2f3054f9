"""Callers gathered: what is asked while a model runs is answered together by its next run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Condition
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


class Gathered(Generic[Asked, Answered]):
    """One function of many, called from many threads, never by two at a time.

    `answer` takes what was asked, in the order of asking, and gives as many answers; it runs in the thread of one of
    the callers. What it raises is raised to every caller whose question it was given.
    """

    def __init__(self, answer: Callable[[Sequence[Asked]], Sequence[Answered]], most: int = 64) -> None:
        self._answer = answer
        self._most = most
        self._changed = Condition()
        self._waiting: list[_Call[Asked, Answered]] = []
        self._is_running = False

    def ask(self, asked: Asked) -> Answered:
        """The answer to one question, once it is there."""
        call: _Call[Asked, Answered] = _Call(asked)
        with self._changed:
            self._waiting.append(call)
        while (taken := self._taken(call)) is not None:
            self._run(taken)
        if call.error is not None:
            raise call.error
        return call.answers[0]

    def _taken(self, call: _Call[Asked, Answered]) -> list[_Call[Asked, Answered]] | None:
        """What this caller is to run now; None once its own call is done, by whomever."""
        with self._changed:
            self._changed.wait_for(lambda: call.is_done or not self._is_running)
            if call.is_done:
                return None
            self._is_running = True
            taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            return taken

    def _run(self, calls: Sequence[_Call[Asked, Answered]]) -> None:
        try:
            for call, answer in zip(calls, self._answer([call.asked for call in calls]), strict=True):
                call.answers.append(answer)
        except BaseException as error:
            for call in calls:
                call.error = error
        with self._changed:
            for call in calls:
                call.is_done = True
            self._is_running = False
            self._changed.notify_all()


class _Call(Generic[Asked, Answered]):
    """A question on its way: its answer or its error, when it is done."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.answers: list[Answered] = []
        self.error: BaseException | None = None
        self.is_done = False
