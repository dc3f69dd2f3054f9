"""Which files an ingestion takes: files and folders, and the members of archives among them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import EmptyFile, FileTooBig, IngestError, UnreadableFile
from ingest.media import is_archive, may_be_archive, shown_name
from ingest.packed import INSIDE, PackedLimits, members_of

_BLOCK_BYTES = 1024 * 1024
_REASONS = {
    errno.EACCES: "không có quyền đọc",
    errno.EPERM: "không có quyền đọc",
    errno.ENOENT: "tệp không còn ở đó",
    errno.EISDIR: "đây là thư mục",
    errno.ELOOP: "liên kết dẫn vòng tròn",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "lỗi đọc đĩa",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to ingest: where it is, and the name that the archive shows for it.

    `error` instead says why nobody could look: a folder that may not be entered is a candidate that fails.
    """

    path: Path
    name: str
    error: IngestError | None = None

    @property
    def source(self) -> str:
        """The absolute path, as text that any database keeps; different paths give different texts."""
        return str(self.path.absolute()).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a candidate: itself, or a member of the archive that it is.

    `path` is where its bytes lie; None for a member, whose bytes `blocks` gives until the next item is asked for.
    `is_document` False: a member that does not look like a document.
    """

    source: str
    name: str
    path: Path | None = None
    error: IngestError | None = None
    is_document: bool = True
    unfold: Callable[[], Iterator[bytes]] = field(default=lambda: iter(()), repr=False)

    def blocks(self, limit_mib: int) -> Iterator[bytes]:
        """The bytes, in blocks. Raises UnreadableFile, FileTooBig, DamagedDocument."""
        return self.unfold() if self.path is None else blocks_of(self.path, limit_mib)


def candidates_of(roots: Sequence[Path], is_candidate: Callable[[Path], bool]) -> tuple[list[Candidate], list[str]]:
    """Files under the roots in name order, and the names of those that are no documents.

    A file given by itself is always a candidate. Names are relative to their root; with several roots they begin with
    the root's own name. Links that lead out of a root, and all links to folders, are skipped; a folder that may not be
    read is a candidate with an error. Raises FileNotFoundError for a missing root.
    """
    found: list[Candidate] = []
    skipped: list[str] = []
    for root in roots:
        if not root.exists():
            raise FileNotFoundError(root)
        prefix = f"{root.resolve().name}/" if len(roots) > 1 else ""
        if not root.is_dir():
            found.append(Candidate(root, _shown(root.name)))
            continue
        for path, error in _walk(root):
            name = _shown(prefix + path.relative_to(root).as_posix())
            if error is not None:
                found.append(Candidate(path, f"{root.name if path == root else name}/", error))
            elif path.is_dir():
                skipped.append(f"{name}/")
            elif is_candidate(path) and _is_inside(path, root):
                found.append(Candidate(path, name))
            else:
                skipped.append(name)
    return found, skipped


def items_of(candidate: Candidate, folder: Path, limits: PackedLimits) -> Iterator[Item]:
    """The file itself, or each member of the archive that it is; `folder` takes what is unfolded in passing."""
    try:
        if candidate.error is not None:
            raise candidate.error
        if not _is_packed(candidate.path):
            yield Item(candidate.source, candidate.name, candidate.path)
            return
        member = None
        for member in members_of(candidate.path, folder, limits):
            yield Item(
                f"{candidate.source}{INSIDE}{member.key}",
                f"{candidate.name}{INSIDE}{member.name}",
                error=member.error,
                is_document=member.is_document,
                unfold=member.blocks,
            )
        if member is None:
            raise EmptyFile(candidate.path)
    except IngestError as error:
        yield Item(candidate.source, candidate.name, error=error)


def blocks_of(path: Path, limit_mib: int) -> Iterator[bytes]:
    """A regular file's bytes, in blocks. Raises UnreadableFile, FileTooBig."""
    with _translated(path):
        # A pipe or a device would be read for ever; opened so, neither waits for its other side.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(path, "đây là thư mục" if stat.S_ISDIR(found.st_mode) else "không phải tệp thường")
        if found.st_size > limit_mib * 1024 * 1024:
            raise FileTooBig(path, limit_mib)
        while True:
            with _translated(path):
                block = file.read(_BLOCK_BYTES)
            if not block:
                return
            yield block


class _translated:
    """Troubles with `path` become UnreadableFile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise UnreadableFile(self._path, _REASONS.get(error.errno or 0, "lỗi hệ thống tệp")) from error


def _is_packed(path: Path) -> bool:
    try:
        return may_be_archive(path) and stat.S_ISREG(path.stat().st_mode) and is_archive(path)
    except OSError:
        # Why it cannot be opened is told when it is read.
        return False


def _walk(root: Path) -> Iterator[tuple[Path, UnreadableFile | None]]:
    """Files, links to folders, and with their error the folders that cannot be listed."""
    failed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=failed.append):
        folders.sort()
        links = [name for name in folders if Path(folder, name).is_symlink()]
        yield from ((Path(folder, name), None) for name in sorted(files + links))
    for error in failed:
        reason = _REASONS.get(error.errno or 0, "lỗi hệ thống tệp")
        yield Path(error.filename), UnreadableFile(Path(error.filename), f"{reason} thư mục này")


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return not path.is_symlink() or path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        # A link that leads round in a circle leads nowhere: reading it will say so.
        return True


def _shown(name: str) -> str:
    return shown_name(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
