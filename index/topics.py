"""Lĩnh vực of a document: which topics its title and headings speak of, by one data file and what a deployment adds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from ingest.language.kinds import BODIES
from ingest.language.normalise import fold_iy, match_key

Topics = Mapping[str, tuple[str, ...]]
"""Name of a topic, as it is shown, → its words and phrases."""

_SYLLABLE = re.compile(r"\w+|¦")
_NAMES = "|".join(sorted((re.escape(match_key(name)) for name in (*BODIES.values(), "Bộ Công Thương")), key=len)[::-1])
_BY = re.compile(rf"(?<!quản lý )(?<!\w)(?:của|do)\s(?:[\w,]+\s){{0,3}}?(?:{_NAMES})(?:,? (?:và )?(?:{_NAMES}))*(?!\w)")
"""Who issued what is amended or carried out: "của Bộ trưởng Bộ Tài chính" is not about finance."""
_ABOUT = re.compile(r"(?<!\w)về ([^.?;\n]{10,300})", re.IGNORECASE)
_OPENING_CHARS = 600
_HEADINGS = 3
_SHARE = 0.2


def read_topics(*paths: Path) -> Topics:
    """The project's list, then the deployment's own files: their words add to a topic of the same name.

    A line is the topic, a tab, its words joined by " | "; "#" begins a remark. A deployment's line with a "-" before
    the name takes the topic out. Raises OSError, and ValueError naming file and line for a line of another form.
    """
    texts = [("topics.tsv", files("index").joinpath("topics.tsv").read_text(encoding="utf-8"))]
    texts += [(str(path), path.read_text(encoding="utf-8-sig")) for path in paths]
    found: dict[str, tuple[str, ...]] = {}
    for name, text in texts:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                topic, words = _entry(line, name, number)
                if topic.startswith("-"):
                    found.pop(topic[1:].strip(), None)
                else:
                    found[topic] = tuple(dict.fromkeys((*found.get(topic, ()), *words)))
    return found


def topics_of(title: str | None, headings: Sequence[str], topics: Topics) -> tuple[str, ...]:
    """The topics of a document, in the order of the list; () where neither title nor headings tell one.

    Rule: a topic is a document's when one of its phrases stands in the title, as whole syllables, accents counted. A
    document whose title tells none has those that stand in a fifth of its headings, and in at least three of them.
    Bodies that issued what a title speaks of ("của Bộ trưởng Bộ Tài chính") are passed over, and a phrase inside a
    longer one of another topic does not count: "bảo hiểm y tế" is no "y tế".

    >>> table = {"Y tế": ("y tế",), "Bảo hiểm": ("bảo hiểm y tế", "bảo hiểm")}
    >>> topics_of("Luật Bảo hiểm y tế", (), table), topics_of("", ["Y tế cơ sở"] * 3, table), topics_of(None, (), table)
    (('Bảo hiểm',), ('Y tế',), ())
    """
    named = _topics_in(title or "", topics)
    if not named:
        counts = Counter(topic for heading in headings for topic in _topics_in(heading, topics))
        named = {topic for topic, count in counts.items() if count >= max(_HEADINGS, _SHARE * len(headings))}
    return tuple(topic for topic in topics if topic in named)


def title_to_sort(title: str | None, number: str | None, text: str) -> str:
    """The title; where none was read and the document has a number, what its opening says that it is about.

    >>> title_to_sort(None, "7-KL/TW", "Toàn văn Kết luận 7-KL/TW về việc trồng rừng. Theo đó, các địa phương")
    'việc trồng rừng'
    """
    about = _ABOUT.search(text, 0, _OPENING_CHARS) if number and not title else None
    return title or (about[1] if about else "")


def version_of(topics: Topics) -> str:
    """The same for the same list, whatever its files."""
    return sha256(repr([(name, tuple(words)) for name, words in topics.items()]).encode()).hexdigest()[:16]


def _topics_in(text: str, topics: Topics) -> set[str]:
    syllables = _syllables(_BY.sub(" ¦ ", match_key(text)))
    table, longest = _table(tuple((name, tuple(words)) for name, words in topics.items()))
    spans: list[tuple[int, int, frozenset[str]]] = []
    for start in range(len(syllables)):
        for end in range(min(len(syllables), start + longest), start, -1):
            if (found := table.get(syllables[start:end])) is not None:
                spans.append((start, end, found))
    inside = (span for span in spans if not any(_holds(other, span) for other in spans))
    return {topic for _, _, found in inside for topic in found}


def _holds(outer: tuple[int, int, frozenset[str]], inner: tuple[int, int, frozenset[str]]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and (outer[0], outer[1]) != (inner[0], inner[1])


@lru_cache(maxsize=4)
def _table(topics: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[dict[tuple[str, ...], frozenset[str]], int]:
    table: dict[tuple[str, ...], frozenset[str]] = {}
    for name, phrases in topics:
        for phrase in phrases:
            key = _syllables(phrase)
            table[key] = table.get(key, frozenset()) | {name}
    return table, max(map(len, table), default=0)


def _syllables(text: str) -> tuple[str, ...]:
    return tuple(_SYLLABLE.findall(fold_iy(match_key(text))))


def _entry(line: str, name: str, number: int) -> tuple[str, tuple[str, ...]]:
    topic, tab, words = line.partition("\t")
    said = tuple(part.strip() for part in words.split("|") if _SYLLABLE.search(part))
    if not topic.strip("- ") or (not topic.startswith("-") and (not tab or not said)):
        raise ValueError(f"{name}, dòng {number}: cần “lĩnh vực<TAB>từ | cụm từ”.")
    return topic.strip(), said
