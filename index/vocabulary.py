"""The words that questions are understood by: those of the archive itself, the abbreviations of its offices, and what
its topics (lĩnh vực) are told by.

Only documents that everybody may see are counted: what a question is corrected to must not tell a reader what stands in
a document that is closed to them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from index.catalogue.catalogue import Catalogue
from index.descriptions import describe
from index.errors import AbbreviationsUnreadable, TopicsUnreadable
from index.query.abbreviations import Abbreviations, read_abbreviations
from index.query.dictionary import NO_DICTIONARY, Dictionary, dictionary_of
from index.query.lexicon import Lexicon, lexicon_of
from index.query.slips import suggested
from index.query.understanding import Part, Understood, understood
from index.topics import Topics, read_topics
from index.types import Scope
from index.words import dictionary_words

log = logging.getLogger(__name__)

_EVERYBODY = Scope(clearance=0, organisations=frozenset())
_MOST_CHARS = 20_000_000
"""Of a large archive so much is counted, its documents in the order of their hashes, that is at random."""
_NEW_SHARE = 0.05
"""Documents may be added up to this part before all are counted again."""


class Vocabulary:
    """Safe to use from several threads; counting anew goes on beside the questions, which are read by the old counts.

    `place` keeps the counts for the next start. It holds nothing that the catalogue does not: when it is missing,
    damaged or of another state, the words are counted again.
    """

    def __init__(
        self,
        catalogue: Catalogue | None = None,
        place: Path | None = None,
        abbreviations: Abbreviations | None = None,
        topics: Topics | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._place = place
        self._abbreviations = read_abbreviations() if abbreviations is None else abbreviations
        self.topics = read_topics() if topics is None else topics
        self._lexicon: Lexicon | None = None
        self._counted: frozenset[str] = frozenset()
        self._lock = Lock()

    def understood(self, question: str, literal: Collection[Part] = ()) -> Understood:
        """What the question says, by the words of the archive and of a dictionary.

        The first one waits until they are counted. Raises WordsUnavailable.
        """
        lexicon = self.lexicon
        dictionary = _dictionary() if lexicon.syllables else NO_DICTIONARY
        return understood(question, lexicon, self._abbreviations, literal, dictionary)

    def suggested(self, said: Understood) -> str | None:
        """The question with what looks like slips put right, for the reader to choose; None where nothing does.

        Raises WordsUnavailable.
        """
        return suggested(said, self.lexicon, _dictionary())

    @property
    def lexicon(self) -> Lexicon:
        """The words of the archive; the first to ask waits until they are counted."""
        lexicon = self._lexicon
        return lexicon if lexicon is not None else self._recounted()

    def refresh(self) -> Lexicon:
        """Count again if the archive has changed by much, or a document that was counted is gone or closed by now.

        Documents that are new, or were described by other rules or topics, are described for the filters.
        """
        if self._catalogue is not None:
            describe(self._catalogue, self.topics)
        return self._recounted()

    def _recounted(self) -> Lexicon:
        with self._lock:
            if self._catalogue is None:
                self._lexicon = Lexicon()
                return self._lexicon
            if self._lexicon is None and self._place is not None:
                self._lexicon, self._counted = _read(self._place)
            ids = self._catalogue.ids(_EVERYBODY)
            if self._lexicon is None or _is_stale(self._counted, ids):
                self._lexicon, self._counted = lexicon_of(_texts(self._catalogue, ids)), frozenset(ids)
                if self._place is not None:
                    _write(self._lexicon, self._counted, self._place)
            return self._lexicon


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    """One for all archives of a process; the first to ask waits 0.5 s. Raises WordsUnavailable."""
    return dictionary_of(dictionary_words())


def abbreviations_of(place: Path | None) -> Abbreviations:
    """Our list and, when `place` is given, the deployment's own. Raises AbbreviationsUnreadable."""
    try:
        return read_abbreviations(*([place] if place else []))
    except (OSError, ValueError) as error:
        assert place is not None
        raise AbbreviationsUnreadable(place, getattr(error, "strerror", None) or str(error)) from error


def topics_of(place: Path | None) -> Topics:
    """Our list and, when `place` is given, the deployment's own. Raises TopicsUnreadable."""
    try:
        return read_topics(*([place] if place else []))
    except (OSError, ValueError) as error:
        assert place is not None
        raise TopicsUnreadable(place, getattr(error, "strerror", None) or str(error)) from error


def _is_stale(counted: frozenset[str], ids: Sequence[str]) -> bool:
    now = frozenset(ids)
    return bool(counted - now) or len(now - counted) > _NEW_SHARE * len(counted)


def _texts(catalogue: Catalogue, ids: Sequence[str]) -> Iterator[str]:
    chars = 0
    for document_id in ids:
        text = catalogue.text_of(document_id, _EVERYBODY)
        chars += len(text)
        yield text
        if chars >= _MOST_CHARS:
            return


def _read(place: Path) -> tuple[Lexicon | None, frozenset[str]]:
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return Lexicon(found["syllables"], found["pairs"]), frozenset(found["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, frozenset()


def _write(lexicon: Lexicon, counted: frozenset[str], place: Path) -> None:
    """Beside its place, then moved, so that a reader never sees half of it.

    Counts that cannot be kept are counted again at the next start: told in the log, and no reason to stop. The old ones
    go first, as they may hold words of a document that was removed.
    """
    shape = {"syllables": dict(lexicon.syllables), "pairs": dict(lexicon.pairs), "documents": sorted(counted)}
    building = place.with_name(f"{place.name}.new")
    try:
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        building.write_text(json.dumps(shape, ensure_ascii=False), encoding="utf-8")
        building.rename(place)
    except OSError as error:
        log.warning("the words of the archive cannot be kept at %s: %s", place, error)
