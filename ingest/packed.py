"""ZIP archives as folders of documents: looked through before anything is unfolded, unfolded one member at a time.

Everything about an archive is said by whoever made it: names, sizes and places are checked against each other and
against limits first, and only what deflate can be held to is unfolded.
"""

from __future__ import annotations

import stat
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import (
    ArchiveRefused,
    DamagedDocument,
    EncryptedDocument,
    FileTooBig,
    IngestError,
    MemberRefused,
    UnreadableFile,
)
from ingest.media import is_archive, is_candidate, may_be_archive, shown_name
from ingest.packed_names import name_of
from ingest.zipped import BROKEN, DirectoryTooLong, opened_zip

INSIDE = "!/"
"""Between an archive and its member: `a.zip!/b.pdf`."""

_BLOCK_BYTES = 1024 * 1024
_RATIO_FROM_BYTES = 10 * 1024 * 1024
_ENTRY_BYTES = 512
"""An entry of the directory is 46 bytes, its name and its extra fields: less than this on average."""
_LONGEST_NAME = 4096
# bzip2 and LZMA unfold as much as they like from one block read: Python's zipfile cannot hold them to a size.
_HELD_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class PackedLimits:
    """Bounds on one archive with all the archives inside it.

    `ratio`: a member over 10 MiB may be so many times its packed size. Office files and HTML come to 5–30, deflate can
    do 1,032; a bomb needs that. `depth` 1: archives inside archives are not opened.
    """

    members: int = 10_000
    total_mib: int = 8192
    member_mib: int = 1024
    ratio: int = 200
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is shown (`b.pdf`, or `in.zip!/b.pdf`); `key` tells it from all others.

    `error` says why it is not unfolded. `is_document`: it looks like one by its name. Its bytes can be had until the
    next member is asked for.
    """

    name: str
    key: str
    error: IngestError | None = None
    is_document: bool = True
    source: Callable[[], Iterator[bytes]] = field(default=lambda: iter(()), repr=False)

    def blocks(self) -> Iterator[bytes]:
        """The content, in blocks of at most 1 MiB, from its beginning. Raises DamagedDocument."""
        return self.source()


def members_of(path: Path, folder: Path, limits: PackedLimits = PackedLimits()) -> Iterator[Member]:
    """Every file of the archive in name order, archives inside it opened in their place; folders are left out.

    `folder` takes an inner archive while it is looked through. Raises UnreadableFile, DamagedDocument, and
    ArchiveRefused, for an archive over the limits before its first member.
    """
    yield from _members(_Level(path, path, "", 1), folder, _Budget(path, limits))


@dataclass(frozen=True, slots=True)
class _Level:
    """One archive: the file, the outermost one, what its members' names begin with, and how deep it lies."""

    file: Path
    outer: Path
    prefix: str
    depth: int


@dataclass(slots=True)
class _Budget:
    """What all levels together have left."""

    outer: Path
    limits: PackedLimits
    members: int = 0
    unfolded_bytes: int = 0

    def admit(self, infos: list[zipfile.ZipInfo]) -> None:
        """Raises ArchiveRefused when these, as they are declared, come on top of too much."""
        limits = self.limits
        self.members += len(infos)
        self.unfolded_bytes += sum(info.file_size for info in infos if is_candidate(Path(info.filename)))
        if self.members > limits.members:
            raise ArchiveRefused(self.outer, f"có hơn {limits.members} tệp bên trong")
        if self.unfolded_bytes > limits.total_mib * 1024 * 1024:
            raise ArchiveRefused(self.outer, f"bung ra hơn {limits.total_mib} MiB")


def _members(level: _Level, folder: Path, budget: _Budget) -> Iterator[Member]:
    with _opened(level, budget.limits) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        _refuse_overlaps(level, infos, package.start_dir)
        budget.admit(infos)
        taken: set[str] = set()
        for name, info in sorted(((name_of(info), info) for info in infos), key=lambda pair: pair[0]):
            key = _untaken(level.prefix + name, taken)
            member = _member(level, package, info, name, key, budget.limits)
            if member.error is None and member.is_document and may_be_archive(Path(name)):
                yield from _inner(level, member, folder, budget)
            else:
                yield member


def _member(
    level: _Level, package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, key: str, limits: PackedLimits
) -> Member:
    shown = level.prefix + shown_name(name)
    place = Path(f"{level.outer}{INSIDE}{shown[:_LONGEST_NAME]}")
    is_document = is_candidate(Path(name.rpartition("/")[2]))
    error = _objection(place, info, name, limits) if is_document else None
    return Member(shown, key, error, is_document, lambda: _blocks(place, package, info))


def _inner(level: _Level, member: Member, folder: Path, budget: _Budget) -> Iterator[Member]:
    """The members of an archive in an archive; what is wrong with it is the error of the one member that it is."""
    file = folder / f"{uuid.uuid4().hex}.zip"
    try:
        with file.open("wb") as unfolded:
            for block in member.blocks():
                unfolded.write(block)
        if not is_archive(file):
            yield member
        elif level.depth >= budget.limits.depth:
            raise MemberRefused(Path(member.name), "tệp nén lồng nhau quá nhiều lớp")
        else:
            yield from _members(_Level(file, level.outer, member.key + INSIDE, level.depth + 1), folder, budget)
    except IngestError as error:
        yield Member(member.name, member.key, error)
    finally:
        file.unlink(missing_ok=True)


def _objection(place: Path, info: zipfile.ZipInfo, name: str, limits: PackedLimits) -> IngestError | None:
    """Why this member is not unfolded."""
    mode = info.external_attr >> 16
    if info.flag_bits & 1:
        return EncryptedDocument(place)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return MemberRefused(place, "không phải tệp thường mà là liên kết hoặc thiết bị")
    if _leads_out(name):
        return MemberRefused(place, "tên chỉ ra ngoài tệp nén")
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        return MemberRefused(place, "tên quá dài")
    if info.compress_type not in _HELD_METHODS:
        return MemberRefused(place, f"kiểu nén số {info.compress_type} chưa được hỗ trợ")
    if info.file_size > limits.member_mib * 1024 * 1024:
        return FileTooBig(place, limits.member_mib)
    if info.file_size > max(_RATIO_FROM_BYTES, limits.ratio * info.compress_size):
        return MemberRefused(place, f"bung ra hơn {limits.ratio} lần kích thước nén")
    return None


def _leads_out(name: str) -> bool:
    """Nothing is ever written under a member's name; a name that leads out is a sign of what the archive is for."""
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


def _refuse_overlaps(level: _Level, infos: list[zipfile.ZipInfo], directory_at: int) -> None:
    """Raises ArchiveRefused when members share packed bytes: a few kilobytes then claim petabytes (Fifield 2019)."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    starts = [info.header_offset for info in ordered[1:]] + [directory_at]
    for info, following in zip(ordered, starts, strict=False):
        if info.header_offset + 30 + len(info.orig_filename) + info.compress_size > following:
            raise ArchiveRefused(level.outer, "các tệp bên trong nằm chồng lên nhau")


def _untaken(key: str, taken: set[str]) -> str:
    """The key, numbered when another member has the same name."""
    number = 1
    found = key
    while found in taken:
        number += 1
        found = f"{key}#{number}"
    taken.add(found)
    return found


def _blocks(place: Path, package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with package.open(info) as unfolding:
            while block := unfolding.read(_BLOCK_BYTES):
                yield block
    except BROKEN as error:
        raise DamagedDocument(place, "ZIP") from error


@contextmanager
def _opened(level: _Level, limits: PackedLimits) -> Iterator[zipfile.ZipFile]:
    with ExitStack() as stack:
        try:
            package = stack.enter_context(opened_zip(level.file, limits.members * _ENTRY_BYTES))
        except DirectoryTooLong as error:
            raise ArchiveRefused(level.outer, f"có hơn {limits.members} tệp bên trong") from error
        except BROKEN as error:
            raise DamagedDocument(level.outer, "ZIP") from error
        except OSError as error:
            raise UnreadableFile(level.outer, "lỗi đọc đĩa") from error
        yield package
