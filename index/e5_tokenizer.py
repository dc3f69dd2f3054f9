"""The tokenizer of multilingual-e5-small (XLM-RoBERTa's Unigram), from the vocabulary in the weights file.

Written here because building the trie of the `tokenizers` library over 250,002 pieces took 2.2 s and 250 MB, and this
takes 0.2 s and 26 MB. Vietnamese text is made of a few thousand syllables, so the search runs once for each distinct
word and the rest is one look-up. `reference_tokenizer` in `index/e5_reference.py` is what tests hold it to.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from index.e5_weights import Vocabulary

META = "▁"
UNKNOWN_PENALTY = 10.0
CACHED_WORDS = 1 << 16

# SentencePiece's nmt_nfkc is NFKC after these two rules. Against the table in the weights file, code point by code
# point, what is left over are 73 letters newer than Unicode 11 and the full-width tilde.
DROPPED = (*range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0x8F, 0x9F)
SPACES = (0x09, 0x0A, 0x0C, 0x0D, 0x1680, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD)
RULES: dict[int, str | None] = {**dict.fromkeys(DROPPED), **dict.fromkeys(SPACES, " ")}


class E5Tokenizer:
    """Text to token ids. Thread-safe.

    As in SentencePiece, spaces at both ends are dropped, neighbouring unknown characters make one `<unk>`, and a text
    that spells a control piece ("</s>") is read letter by letter.
    """

    def __init__(self, vocabulary: Vocabulary, max_tokens: int) -> None:
        scores = vocabulary.scores.tolist()
        # Only the five control pieces have a log probability of 0; the best of the others has -3.5.
        self._ids = {piece: index for index, piece in enumerate(vocabulary.pieces) if scores[index] < 0.0}
        self._scores = scores
        self._longest = max(map(len, self._ids))
        self._unknown = vocabulary.unknown
        self._unknown_score = min(scores) - UNKNOWN_PENALTY
        self._ends = ([vocabulary.bos], [vocabulary.eos])
        self._room = max_tokens - 2
        self._ids_of_word = lru_cache(maxsize=CACHED_WORDS)(self._segmented)

    def ids_of(self, text: str) -> list[int]:
        """`<s>`, the tokens of the text cut at the window, `</s>`. An empty text gives the two special ones."""
        ids: list[int] = []
        for word in unicodedata.normalize("NFKC", text.translate(RULES)).split():
            ids.extend(self._ids_of_word(META + word))
            if len(ids) >= self._room:
                break
        return self._ends[0] + ids[: self._room] + self._ends[1]

    def _segmented(self, word: str) -> tuple[int, ...]:
        """The most probable pieces of a word (Viterbi); of equals the longer last piece, as the library has it."""
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                piece = self._ids.get(word[start:end])
                if piece is None and end > start + 1:
                    continue
                score = best[start] + (self._unknown_score if piece is None else self._scores[piece])
                if score > best[end]:
                    best[end] = score
                    came[end] = (start, self._unknown if piece is None else piece)
        return self._traced(came)

    def _traced(self, came: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        ids: list[int] = []
        end = len(came) - 1
        while end > 0:
            end, piece = came[end]
            if not (piece == self._unknown and ids and ids[-1] == piece):
                ids.append(piece)
        return tuple(reversed(ids))
