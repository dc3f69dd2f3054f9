"""The XML parts of an Office Open XML package, found by their relations (ECMA-376, part 2), whatever its suffix."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.formats.package import xml_of

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict variant (ISO/IEC 29500) differs in its namespaces alone.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


@dataclass(slots=True)
class Parts:
    """Parts of the package at `path`, read when asked for. Raises BadZipFile, KeyError, XMLSyntaxError."""

    path: Path
    main_name: str = field(init=False)
    _relations: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.main_name = self._related("")["officeDocument"][0]
        self._relations = self._related(self.main_name)

    def main(self) -> etree._Element:
        """The root of the document itself."""
        return self._xml(self.main_name)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the document calls its `kind` ("styles", "numbering", "footnotes"); None: none."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[etree._Element]:
        """The roots of every part of that kind: a document has several a "header" and "footer"."""
        return (self._xml(name) for name in self._relations.get(kind, ()))

    def _xml(self, name: str) -> etree._Element:
        content = self._bytes(name)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return xml_of(content)

    def _bytes(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as package:
            try:
                return package.read(name)
            except KeyError:
                # Some writers set other case or backslashes in names.
                same = {member.replace("\\", "/").lower(): member for member in package.namelist()}
                return package.read(same[name.lower()])
            except (zlib.error, EOFError) as error:
                raise zipfile.BadZipFile(name) from error

    def _related(self, source: str) -> dict[str, list[str]]:
        """The last word of each relation's type → the parts of the package that it points to, in order."""
        folder, name = posixpath.split(source)
        try:
            root = xml_of(self._bytes(posixpath.join(folder, "_rels", name + ".rels")))
        except KeyError:
            if source:
                return {}
            raise
        found: dict[str, list[str]] = {}
        for relation in root.iter(_RELATION):
            if relation.get("TargetMode") != "External":
                kind = (relation.get("Type") or "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
                found.setdefault(kind, []).append(target)
        return found
