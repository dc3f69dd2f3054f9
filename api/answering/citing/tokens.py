"""A text as the few things that verification compares: content words, atoms, and the marks that govern them.

Little words fall away; phrases of one meaning become one key; a marking phrase is no token but a mark on the word or
the number after it. Clauses end at punctuation and at "và", "hoặc", …; sentences at full stops and lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from api.answering.citing.marks import NEGATIONS, Bound, Mark
from api.answering.citing.phrases import LONGEST, PHRASES, STARTS, WHEN, Phrase, Role, key_of
from api.answering.citing.pieces import Piece, pieces_of
from api.answering.citing.values import Value, is_time
from ingest.types import Span

_PASSIVE = key_of("bị")
_PART = " ".join(map(key_of, ("trong", "đó")))


@dataclass(frozen=True, slots=True)
class Token:
    """A content word or an atom.

    `marks` stand between the word before and this one, `negations` of them deny; `denied` holds the negations that
    govern its clause up to here, and `near` counts the tokens since the last of them, 0 for the word right after it.
    `first`: it begins its clause. `led`: a little word of time, place or condition stands right before it, and `when`
    says which of "before", "after", "from" ("kể từ ngày ký"), "" for none. `joint` is "and" or "or" for the first
    word after such a word. `passive`: "bị" or "được" stands before
    it. `capital`: its first letter is one, and it does not begin a sentence.
    """

    key: str
    value: Value | None
    bound: Bound
    span: Span
    clause: int
    marks: frozenset[Mark]
    negations: int
    denied: frozenset[Mark]
    near: int
    first: bool
    led: bool
    when: str
    passive: bool
    joint: str
    capital: bool


@dataclass(slots=True)
class Clause:
    """`leader`: the leading word that it begins with, "" for a main clause. `lead`: it ends with a colon.

    `sentence` counts the full stops and line ends before it, `section` the semicolons as well. `part`: it begins with
    "trong đó". `loose` are marks that govern no word of it. `comma`: a sign, and not a word such as "và", ends it.
    """

    sentence: int
    section: int
    part: bool = False
    leader: str = ""
    lead: bool = False
    comma: bool = False
    loose: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """The tokens of a text and its clauses; `Token.clause` indexes `clauses`."""

    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]

    @property
    def negations(self) -> int:
        """How many negations stand in the text, those that govern no word included."""
        loose = sum(mark in NEGATIONS for clause in self.clauses for mark in clause.loose)
        return sum(token.negations for token in self.tokens) + loose


@lru_cache(maxsize=512)
def said_of(text: str) -> Said:
    """What an NFC text says; no tokens for "" and for text without content.

    >>> [token.key for token in said_of("Mức phí của tàu là không quá 05 ngày.").tokens]
    ['mức phí', 'tàu', '5 ngày']
    """
    reading = _Reading(text)
    for piece, phrase in _phrased(pieces_of(text)):
        reading.take(piece, phrase)
    reading.end_clause(2)
    return Said(tuple(reading.tokens), tuple(reading.clauses))


def _phrased(pieces: list[Piece]) -> Iterator[tuple[Piece, Phrase | None]]:
    """Words joined to the longest phrase that begins there; atoms and stops as they are."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        size = _longest(pieces, at) if piece.is_word and piece.key in STARTS else 0
        if size:
            keys = tuple(each.key for each in pieces[at : at + size])
            yield Piece(" ".join(keys), Span(piece.span.start, pieces[at + size - 1].span.end)), PHRASES[keys]
        else:
            yield piece, None
        at += size or 1


def _longest(pieces: list[Piece], at: int) -> int:
    most = next((n for n in range(1, LONGEST) if at + n >= len(pieces) or not pieces[at + n].is_word), LONGEST)
    keys = [piece.key for piece in pieces[at : at + most]]
    return next((size for size in range(most, 0, -1) if tuple(keys[:size]) in PHRASES), 0)


class _Reading:
    """Tokens and clauses as they are read, one piece after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.clauses: list[Clause] = [Clause(0, 0)]
        self.marks: list[Mark] = []
        self.opened = self.led = False  # whether the clause has begun; whether a leading word stands before
        self.empty, self.when, self.passive, self.joint = True, "", False, ""
        self.denied: frozenset[Mark] = frozenset()
        self.near = 0
        self.carried: frozenset[Mark] = frozenset()  # negations of a lead-in: "Nghiêm cấm các hành vi sau: …"

    def take(self, piece: Piece, phrase: Phrase | None) -> None:
        role = phrase.role if phrase else Role.WORD
        if piece.stop:
            self.clauses[-1].lead |= piece.sign == ":"
            self.clauses[-1].comma = True
            self.end_clause(piece.stop, piece.sign == ";")
        elif role is Role.JOINING:
            if not self.marks:
                self.end_clause(1)
                self.joint = phrase.key if phrase else ""
        elif role is Role.MARK and phrase and phrase.mark:
            self.marks.append(phrase.mark)
            self.opened = True
        elif role is Role.LITTLE or role is Role.LEADING:
            self._little(piece, role)
        else:
            self._word(piece, phrase.key if phrase else piece.key)

    def end_clause(self, stop: int, semicolon: bool = False) -> None:
        last = self.clauses[-1]
        last.loose += self.marks
        if last.lead and not self.empty:
            self.carried = self.denied | NEGATIONS.intersection(last.loose)
        if not self.empty or last.loose:
            self.clauses.append(Clause(last.sentence, last.section))
        self.clauses[-1].sentence += stop == 2
        self.clauses[-1].section += stop == 2 or semicolon
        self.marks, self.opened, self.led, self.empty, self.when = [], False, False, True, ""
        self.passive, self.joint = False, ""
        self.denied, self.near = self.carried, 0

    def _little(self, piece: Piece, role: Role) -> None:
        if role is Role.LEADING:
            self.led = True
            self.when = WHEN.get(piece.key, self.when)
            if not self.opened:
                self.clauses[-1].leader = piece.key
        self.passive |= piece.key == _PASSIVE
        if not self.opened and piece.key == _PART:
            self.clauses[-1].part = True
        self.opened = True

    def _word(self, piece: Piece, key: str) -> None:
        denying = NEGATIONS.intersection(self.marks)
        self.near = 0 if denying or self.carried else self.near + 1
        self.denied |= denying
        bounded = is_time(piece.value) and piece.bound is not Bound.EXACT
        if bounded and not self.opened:
            self.clauses[-1].leader = piece.bound.value
        self.tokens.append(
            Token(
                key=key,
                value=piece.value,
                bound=piece.bound,
                span=piece.span,
                clause=len(self.clauses) - 1,
                marks=frozenset(self.marks),
                negations=sum(mark in NEGATIONS for mark in self.marks),
                denied=self.denied,
                near=self.near,
                first=self.empty,
                led=self.led or bounded,
                when=self.when,
                joint=self.joint,
                passive=self.passive or Mark.PASSIVE in self.marks,
                capital=self.text[piece.span.start].isupper() and not self._begins(piece),
            )
        )
        self.marks, self.opened, self.led, self.empty, self.when = [], True, False, False, ""
        self.passive, self.joint = False, ""

    def _begins(self, piece: Piece) -> bool:
        before = self.text[: piece.span.start].rstrip(' \t“"(')
        return not before or before[-1] in ".;:!?\n-+•*"
