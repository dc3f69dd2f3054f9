"""Vietnamese words through underthesea: compounds of several syllables as one token."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.errors import WordsUnavailable

# underthesea offers translation when it can import transformers, and tries to as it is imported: with the `models`
# extra installed that is torch, 4.6 s and 300 MB instead of 0.6 s and 99 MB. A None in `sys.modules` makes that one
# offer an ImportError, which underthesea expects, and leaves everybody else's imports alone.
NOT_NEEDED = "underthesea.pipeline.translate"


class Segmenter:
    """Splits text into words. Loads underthesea on first use; thread-safe, one call at a time.

    Loading takes 0.6 s for the library and 0.4 s for its model, and 110 MB. Raises `WordsUnavailable` when
    either cannot be loaded.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokenize: Callable[[str], Any] | None = None

    def words_of(self, text: str) -> list[str]:
        """Lower-cased words in reading order, the syllables of a compound joined by `_` ("nghị_quyết").

        Punctuation comes as tokens of its own. An empty text gives an empty list.
        """
        if not text.strip():
            return []
        with self._lock:
            if self._tokenize is None:
                self._tokenize = _word_tokenize()
            words = self._tokenize(text)
        return [str(word).replace(" ", "_").lower() for word in words]


def dictionary_words() -> list[str]:
    """The words of the dictionary that comes with underthesea, as printed there; underthesea itself is not loaded.

    Raises `WordsUnavailable` when it is not installed, or holds no dictionary.
    """
    found = find_spec("underthesea")
    folders = (found.submodule_search_locations if found else None) or ["underthesea"]
    try:
        return Path(folders[0], "corpus", "data", "Viet74K.txt").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise WordsUnavailable(str(error)) from error


def _word_tokenize() -> Callable[[str], Any]:
    blocked = sys.modules.setdefault(NOT_NEEDED, None) is None  # type: ignore[arg-type]
    try:
        from underthesea import word_tokenize

        word_tokenize("văn bản")  # loads its model, so that a broken installation is noticed here
    except (ImportError, OSError) as error:
        raise WordsUnavailable(str(error)) from error
    finally:
        if blocked:
            sys.modules.pop(NOT_NEEDED, None)
    tokenize: Callable[[str], Any] = word_tokenize
    return tokenize
