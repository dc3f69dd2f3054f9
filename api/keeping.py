"""Keeping an archive: removing what should not be in it, and reporting what is wrong with it. For its keeper alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path as DiskPath

from api.errors import AmbiguousName, DocumentNotFound
from index.catalogue.catalogue import Catalogue
from index.catalogue.removing import Path
from index.missing import missing_of, on_disk
from index.places import Places
from index.removal import remove_paths
from index.report import Report, report_of
from index.search import Index
from index.types import DocumentEntry, Scope


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing would do. `documents` go, with `passages` and `pages`, from `files` files and as many originals.

    `paths` no longer lead anywhere; `kept` are other paths to the same bytes, so that nothing but the path goes.
    `copies` are other copies of the same works that stay. `hidden` counts documents that this reader may not see.
    """

    paths: tuple[Path, ...]
    files: int
    documents: tuple[DocumentEntry, ...]
    kept: tuple[Path, ...] = ()
    copies: tuple[DocumentEntry, ...] = ()
    hidden: int = 0

    @property
    def passages(self) -> int:
        return sum(entry.passages for entry in self.documents)

    @property
    def pages(self) -> int:
        return sum(entry.pages for entry in self.documents)


class Keeping:
    """`index` is called when something is really removed: planning and reporting work while a server runs."""

    def __init__(self, catalogue: Catalogue, places: Places, index: Callable[[], Index]) -> None:
        self._catalogue = catalogue
        self._places = places
        self._index = index

    def report(self, scope: Scope, *, codes: Collection[str] = (), last_run_only: bool = False) -> Report:
        """Failures, missing files and findings; names only of what this reader may see."""
        return report_of(self._catalogue, scope, codes=codes, last_run_only=last_run_only)

    def plan(self, names: Sequence[str], scope: Scope, *, with_copies: bool = False) -> Removal:
        """What would go with these paths, folders, document ids or numbers. Raises DocumentNotFound, AmbiguousName.

        A path or a folder takes these very paths, whatever their label: who names a path knows of it. An id or a number
        is looked up in the scope and takes every path of its file. `with_copies` takes the other copies too: identical
        files at other paths, and the same documents in other formats as far as this reader may see them.
        """
        chosen = {path.source: path for name in names for path in self._paths_of(name, scope)}
        return self._planned(list(chosen.values()), scope, with_copies=with_copies)

    def plan_missing(self, scope: Scope) -> Removal:
        """What would go with the files that are no longer on disk; what lies on a share that is away stays."""
        return self._planned(missing_of(self._catalogue.paths()).gone, scope, with_copies=False)

    def plan_deleted(self, paths: Collection[DiskPath], scope: Scope) -> Removal:
        """What would go with these files of the disk; of an archive of documents, with all its members."""
        gone = {str(path.absolute()) for path in paths}
        chosen = [path for path in self._catalogue.paths() if on_disk(path.source) in gone]
        return self._planned(chosen, scope, with_copies=False)

    def remove(self, removal: Removal) -> int:
        """Do it; gives how many files went. Killed anywhere, the next removal or ingestion completes it.

        Raises StoreBusy while another process has the archive open.
        """
        sources = [path.source for path in removal.paths]
        return len(remove_paths(self._index(), self._places, sources))

    def _paths_of(self, name: str, scope: Scope) -> list[Path]:
        if found := self._catalogue.paths_named(name, str(DiskPath(name).absolute())):
            return found
        if entry := self._catalogue.entries_of([name], scope):
            return self._catalogue.paths_of({_file_of(entry[name].id)})
        entries = self._catalogue.find(name, scope)
        if not entries:
            raise DocumentNotFound(name)
        if len({_file_of(entry.id) for entry in entries}) > 1:
            raise AmbiguousName(name, [entry.file for entry in entries])
        return self._catalogue.paths_of({_file_of(entries[0].id)})

    def _planned(self, paths: Sequence[Path], scope: Scope, *, with_copies: bool) -> Removal:
        catalogue = self._catalogue
        files = {path.file_id for path in paths}
        if with_copies:
            files |= {_file_of(entry.id) for entry in self._copies(files, scope)}
            paths = catalogue.paths_of(files)
        sources = {path.source for path in paths}
        kept = [path for path in catalogue.paths_of(files) if path.source not in sources]
        going = files - {path.file_id for path in kept}
        ids = [document_id for file_id in sorted(going) for document_id in catalogue.document_ids(file_id)]
        entries = catalogue.entries_of(ids, scope)
        seen = [entries[document_id] for document_id in ids if document_id in entries]
        copies = [entry for entry in self._copies(going, scope) if _file_of(entry.id) not in going]
        return Removal(tuple(paths), len(going), tuple(seen), tuple(kept), tuple(copies), len(ids) - len(seen))

    def _copies(self, file_ids: Collection[str], scope: Scope) -> list[DocumentEntry]:
        ids = [document_id for file_id in sorted(file_ids) for document_id in self._catalogue.document_ids(file_id)]
        seen = self._catalogue.entries_of(ids, scope)
        found = {entry.id: entry for key in ids if key in seen for entry in self._catalogue.copies_of(key, scope)}
        return list(found.values())


def _file_of(document_id: str) -> str:
    return document_id.rpartition("-")[0]
