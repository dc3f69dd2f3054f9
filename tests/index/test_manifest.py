"""An index is held to what it was built with."""

import pytest

from index.errors import ManifestMismatch, StoreDamaged
from index.manifest import check_manifest, read_manifest, version_of

BUILT = {"embedder": "fake-384-1", "dimension": "384"}


def test_what_it_was_built_with_is_let_through():
    check_manifest(BUILT, BUILT)
    check_manifest(BUILT | {"more": "than is asked"}, BUILT)


def test_a_mismatch_names_both_sides_and_the_remedy():
    with pytest.raises(ManifestMismatch) as caught:
        check_manifest(BUILT, BUILT | {"embedder": "khac-768-1"})
    error = caught.value
    assert (error.expected, error.found) == ("khac-768-1", "fake-384-1")
    for words in ("khac-768-1", "fake-384-1", "bộ mã hoá", "vanban rebuild"):
        assert words in str(error)


def test_a_part_that_the_old_manifest_lacks_is_a_mismatch():
    with pytest.raises(ManifestMismatch):
        check_manifest(BUILT, BUILT | {"splitter": "units-9"})


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b'"fake"', b"null"])
def test_a_damaged_manifest_of_an_older_archive_is_said_to_be_damaged(tmp_path, content):
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="vanban rebuild"):
        read_manifest(path)
    assert path.read_bytes() == content


def test_a_version_stands_for_the_values_in_any_order():
    version = version_of(BUILT)
    assert len(version) == 12 and int(version, 16) >= 0
    assert version_of(dict(reversed(BUILT.items()))) == version
    assert version_of(BUILT | {"dimension": "768"}) != version
