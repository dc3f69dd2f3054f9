"""Zipped office packages: a look before opening, so that a small file cannot unfold to fill the memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedDocument

MAX_UNPACKED_BYTES = 500 * 1024 * 1024
MAX_MEMBERS = 20_000
_PARTS = re.compile(r"\.(xml|rels|xhtml|html)$", re.IGNORECASE)
_HEAD_BYTES = 4096


def check_package(path: Path, kind: str, limit_bytes: int = MAX_UNPACKED_BYTES) -> None:
    """Raises DamagedDocument when `path` is no zip file, would unpack to more than `limit_bytes` or has an XML part
    with a document type (office formats have none; entities that grow when they are read hide there).
    """
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            size = sum(member.file_size for member in members)
            if size > limit_bytes or len(members) > MAX_MEMBERS:
                raise DamagedDocument(path, kind)
            suspect = any(_declares_type(package, member) for member in members if _PARTS.search(member.filename))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
        raise DamagedDocument(path, kind) from error
    if suspect:
        raise DamagedDocument(path, kind)


def _declares_type(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with package.open(member) as part:
        head = part.read(_HEAD_BYTES)
    return b"<!DOCTYPE" in head or b"<!\x00D\x00" in head or b"<\x00!\x00D\x00" in head


def xml_of(content: bytes) -> etree._Element:
    """The root of an XML part; entities stay as they are and nothing is fetched. Raises etree.XMLSyntaxError.

    lxml refuses trees deeper than 256 elements and texts of more than 10 MB here.
    """
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
