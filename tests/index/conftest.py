"""A small indexed archive over the fakes, for what is done to whole indexes."""

import hashlib
import json
import shutil

import pytest

from index.archive import open_catalogue, open_index
from index.catalogue.catalogue import FileRecord, Label
from index.catalogue.generations import CURRENT
from index.catalogue.schema import GENERATIONS
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.passages import Cut, passages_of
from index.places import Places
from index.settings import IndexSettings
from index.types import Scope
from ingest.structure.sections import sections_of
from ingest.types import Document

ALL = Scope(clearance=3)


class Archive:
    """Documents of three passages each, cut at 200 characters and indexed with a fake encoder of 16 dimensions."""

    def __init__(self, root, settings):
        self.places = Places(root)
        self.settings = settings
        self.words = SyllableSegmenter()
        self.catalogue = open_catalogue(self.places)

    def fill(self, documents):
        for n in range(1, documents + 1):
            self.put(n)
        self.index_pending()
        return self

    def copied(self, root):
        """The archive as it lies on disk, opened somewhere else."""
        shutil.copytree(self.places.root, root)
        return Archive(root, self.settings)

    def put(self, n, label=None):
        text = "\n".join(f"Điều {k}. Việc thứ {k} của kế hoạch {n} tỉnh Sông Lam." for k in range(1, 4))
        name = hashlib.sha256(text.encode()).hexdigest()
        made = Document(f"{name}-0", text, "text/plain", sections=sections_of(text))
        record = FileRecord(name, 1, "text/plain", "1", False)
        cut = passages_of(made, Cut(self.settings.passage_chars))
        self.catalogue.put(record, [made], [cut], label or Label(n % 3))
        self.catalogue.link(f"/kho/{n}.txt", f"{n}.txt", name)
        return made.id

    def opened(self, embedder=None, settings=None):
        chosen = settings or self.settings
        return open_index(self.places, chosen, self.catalogue, embedder or FakeEmbedder(16), self.words)

    def index_pending(self):
        index, _ = self.opened()
        for batch in index.catalogue.pending(100):
            index.index_documents(batch)
        index.close_store()

    def found(self, index):
        return {hit.passage.id for hit in index.search("việc của kế hoạch", ALL, 100)}

    def found_now(self, embedder=None, settings=None):
        index, _ = self.opened(embedder, settings)
        ids = self.found(index)
        assert index.count() == len(ids)
        index.close_store()
        return ids

    def all_passages(self):
        ids = self.catalogue.document_ids()
        return {passage.id for key in ids for passage in self.catalogue.passages_of(key)}

    def folders(self):
        return sorted(path.name for path in self.places.shard.parent.iterdir() if path.is_dir())

    def lose_store(self):
        current = self.catalogue.generation(CURRENT)
        shutil.rmtree(self.places.shard.with_name(current.place))

    def make_old(self):
        """As the program left it before its catalogue knew of generations."""
        current = self.catalogue.generation(CURRENT)
        self.places.shard.with_name(current.place).rename(self.places.shard)
        self.places.manifest.write_text(json.dumps(dict(current.manifest)))
        with self.catalogue._engine.begin() as connection:
            connection.execute(GENERATIONS.delete())


@pytest.fixture
def made_archive(tmp_path):
    made = []

    def make(documents=4, settings=None):
        chosen = settings or IndexSettings(passage_chars=200)
        made.append(Archive(tmp_path / f"archive{len(made)}", chosen))
        return made[-1].fill(documents)

    yield make
    for archive in made:
        archive.catalogue.close()
