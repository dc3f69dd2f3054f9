"""A ZIP archive is a folder of documents, and never a way to fill the disk, the memory or another folder."""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ArchiveRefused, DamagedDocument, UnreadableFile
from ingest.media import is_archive
from ingest.packed import PackedLimits, members_of
from ingest.packed_names import name_of


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as package:
        for name, content in members:
            package.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def members(tmp_path):
    """Writes an archive and lists what is in it: name → error's code or content."""

    def listed(content, limits=None):
        path, folder = tmp_path / "a.zip", tmp_path / "tam"
        path.write_bytes(content)
        folder.mkdir(exist_ok=True)
        found = {}
        for member in members_of(path, folder, limits or PackedLimits()):
            if member.error:
                found[member.name] = member.error.code
            elif member.is_document:
                found[member.name] = b"".join(member.blocks())
            else:
                found[member.name] = None
        assert list(folder.iterdir()) == []
        return found

    return listed


def with_field(content, field, value, *, size=2):
    """The archive with a field of its (only) entry changed, in the local header and the directory.

    `field` is its offset in the local header; the directory's entry has two bytes more before it.
    """
    changed = bytearray(content)
    local, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    packed = value.to_bytes(size, "little")
    changed[local + field : local + field + size] = packed
    changed[central + field + 2 : central + field + 2 + size] = packed
    return bytes(changed)


def test_members_are_listed_in_name_order_with_their_bytes(members):
    content = zipped([("b.txt", "hai"), ("thu muc/", ""), ("thu muc/a.txt", "một"), ("anh.jpg", "x"), ("._b.txt", "x")])
    found = members(content)
    assert found == {"._b.txt": None, "anh.jpg": None, "b.txt": b"hai", "thu muc/a.txt": "một".encode()}
    assert list(found) == sorted(found)


def test_archives_in_archives_are_opened_in_their_place(members):
    inner = zipped([("sâu.txt", "ba"), ("sau hơn.zip", zipped([("đáy.txt", "bốn")]))])
    found = members(zipped([("1.txt", "một"), ("2.zip", inner), ("3.txt", "hai")]))
    assert found == {
        "1.txt": "một".encode(), "2.zip!/sau hơn.zip!/đáy.txt": "bốn".encode(), "2.zip!/sâu.txt": b"ba",
        "3.txt": b"hai",
    }  # fmt: skip
    assert members(zipped([("2.zip", inner)]), PackedLimits(depth=2)) == {
        "2.zip!/sâu.txt": b"ba", "2.zip!/sau hơn.zip": "member_refused"
    }  # fmt: skip


def test_what_is_wrong_with_an_inner_archive_is_its_own_trouble(members):
    found = members(zipped([("1.zip", b"PK\x03\x04 rubbish"), ("2.txt", "hai")]))
    assert found == {"1.zip": "damaged_document", "2.txt": b"hai"}


@pytest.mark.parametrize(
    "name", ["/etc/a.txt", "../a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "x" * 5000 + ".txt"]
)
def test_names_that_lead_out_or_are_too_long_are_refused(members, name):
    (code,) = members(zipped([(name, "x")])).values()
    assert code == "member_refused"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK])
def test_links_and_devices_are_refused(members, kind):
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (kind | 0o777) << 16
    assert members(zipped([(info, "/etc/passwd")])) == {"a.txt": "member_refused"}


def test_a_member_with_a_password(members):
    assert members(with_field(zipped([("a.txt", "x")]), 6, 1)) == {"a.txt": "encrypted_document"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_held_to_a_size_are_refused(members, method):
    assert members(zipped([("a.txt", "x" * 1000)], method)) == {"a.txt": "member_refused"}


def test_deflate64_is_refused_rather_than_tried(members):
    assert members(with_field(zipped([("a.txt", "x")]), 8, 9)) == {"a.txt": "member_refused"}


def test_a_bomb_of_one_member(members):
    content = zipped([("a.txt", bytes(50 * 2**20)), ("b.txt", "hai")])
    assert members(content) == {"a.txt": "member_refused", "b.txt": b"hai"}
    assert members(content, PackedLimits(ratio=2000, member_mib=40)) == {"a.txt": "file_too_big", "b.txt": b"hai"}


def test_a_bomb_of_many_members(members):
    with pytest.raises(ArchiveRefused):
        members(zipped([(f"{n}.txt", b"") for n in range(11)]), PackedLimits(members=10))
    with pytest.raises(ArchiveRefused):
        members(zipped([(f"{n}.txt", bytes(2**20)) for n in range(5)]), PackedLimits(total_mib=4))


def test_a_directory_that_is_longer_than_the_members_allowed_is_not_read(members):
    with pytest.raises(ArchiveRefused):
        members(zipped([(f"{n:0200}.txt", b"") for n in range(9000)]), PackedLimits(members=1000))


def test_a_bomb_of_nested_archives(members):
    content = zipped([("a.txt", bytes(2**20))])
    for _ in range(6):
        content = zipped([(f"{n}.zip", content) for n in range(4)])
    found = members(content, PackedLimits(depth=9, total_mib=8, ratio=5000))
    assert sum(len(content) for content in found.values() if isinstance(content, bytes)) <= 8 * 2**20
    assert "archive_refused" in found.values()
    assert set(members(content).values()) == {"member_refused"}


def test_members_that_share_their_bytes_are_refused(members):
    """The construction of D. Fifield, "A better zip bomb" (2019): every entry of the directory names one header."""
    content = zipped([("a.txt", "x" * 1000)])
    at, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    directory, tail = content[at:end] * 3, bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, 3, 3, len(directory))
    with pytest.raises(ArchiveRefused, match="chồng"):
        members(content[:at] + directory + tail)


def test_a_member_that_is_longer_than_it_says_is_not_unfolded_further(members):
    content = zipped([("a.txt", bytes(9 * 2**20))])
    assert_damaged(members, with_field(content, 22, 100, size=4))


def assert_damaged(members, content):
    with pytest.raises(DamagedDocument):
        members(content)


def test_damaged_content(members):
    content = bytearray(zipped([("a.txt", "x" * 1000)], zipfile.ZIP_STORED))
    content[content.index(b"xxx") + 5] = 0
    assert_damaged(members, bytes(content))


@given(cut=st.integers(0, 200), at=st.integers(0, 200), put=st.binary(max_size=8))
def test_a_mangled_archive_gives_its_members_or_an_error_of_ours(tmp_path_factory, cut, at, put):
    folder = tmp_path_factory.mktemp("x")
    content = zipped([("a.txt", "một" * 9), ("b.zip", zipped([("c.txt", "ba")]))])
    mangled = content[:at] + put + content[at + len(put) : len(content) - cut]
    (folder / "a.zip").write_bytes(mangled)
    try:
        for member in members_of(folder / "a.zip", folder):
            if member.error is None:
                assert len(b"".join(member.blocks())) < 2**20
    except (DamagedDocument, ArchiveRefused):
        pass


def test_no_archive_at_all(members, tmp_path):
    assert_damaged(members, b"PK\x03\x04 rubbish")
    assert_damaged(members, b"text")
    with pytest.raises(UnreadableFile):
        list(members_of(tmp_path / "khong-co.zip", tmp_path))


def test_two_members_of_one_name_are_told_apart(members, tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        (tmp_path / "b.zip").write_bytes(zipped([("a.txt", "một"), ("a.txt", "hai"), ("a.txt#2", "ba")]))
    found = list(members_of(tmp_path / "b.zip", tmp_path))
    assert len({member.key for member in found}) == 3


# Names ----------------------------------------------------------------------------------------------------------------


def named(raw, *, flag=0, extra=b""):
    """The entry of a member whose name was written as these bytes."""
    info = zipfile.ZipInfo("x")
    info.orig_filename = raw.decode("utf-8" if flag else "cp437")
    info.flag_bits, info.extra = flag, extra
    return info


@pytest.mark.parametrize(
    ("raw", "flag", "name"),
    [
        ("Nghị quyết.pdf".encode(), 0x800, "Nghị quyết.pdf"),
        ("Nghị quyết.pdf".encode(), 0, "Nghị quyết.pdf"),
        (unicodedata.normalize("NFD", "Nghị quyết.pdf").encode(), 0x800, "Nghị quyết.pdf"),
        ("Nghi\u0323 quyê\u0301t Đđ.pdf".encode("cp1258"), 0, "Nghị quyết Đđ.pdf"),
        (b"caf\x82 \xe1.pdf", 0, "café ß.pdf"),
        (b"van ban\\a.pdf", 0, "van ban/a.pdf"),
        (b"a.pdf\0.exe", 0, "a.pdf"),
    ],
)
def test_a_name_in_the_encodings_of_thirty_years(raw, flag, name):
    assert name_of(named(raw, flag=flag)) == name


def test_the_unicode_path_of_info_zip():
    raw, told = b"Ngh_ quy_t.pdf", "Nghị quyết.pdf".encode()
    field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + told
    extra = struct.pack("<HH", 0x5455, 1) + b"x" + struct.pack("<HH", 0x7075, len(field)) + field
    assert name_of(named(raw, extra=extra)) == "Nghị quyết.pdf"
    assert name_of(named(b"khac.pdf", extra=extra)) == "khac.pdf"


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_any_bytes_are_a_name(raw, extra):
    assert "\\" not in name_of(named(raw.replace(b"\0", b""), extra=extra))


def test_names_are_shown_without_what_steers_a_terminal(members):
    assert list(members(zipped([("a\x1b[2J\u202ebt.txt", "x")]))) == ["a\ufffd[2J\ufffdbt.txt"]


# What is an archive ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.txt"], True),
        (["word/a.docx", "xl/b.xlsx"], True),
        (["[Content_Types].xml", "word/document.xml"], False),
        (["[Content_Types].xml", "xl/workbook.xml"], False),
        ([], True),
    ],
)
def test_a_zipped_document_is_no_archive(tmp_path, names, expected):
    (tmp_path / "a.zip").write_bytes(zipped([(name, "x") for name in names]))
    assert is_archive(tmp_path / "a.zip") == expected


def test_an_open_document_is_no_archive_whatever_its_name(tmp_path):
    for kind in ("text", "spreadsheet"):
        mime = f"application/vnd.oasis.opendocument.{kind}"
        (tmp_path / "a.zip").write_bytes(zipped([("mimetype", mime), ("content.xml", "x")], zipfile.ZIP_STORED))
        assert not is_archive(tmp_path / "a.zip")


def test_a_zipped_document_within_an_archive_stays_one(members):
    document = zipped([("[Content_Types].xml", "x"), ("word/document.xml", "x")])
    assert members(zipped([("a.zip", document), ("b.docx", document)])) == {"a.zip": document, "b.docx": document}


def test_other_files_are_no_archives(tmp_path):
    for name, content, expected in (("a.pdf", b"%PDF", False), ("a.zip", b"text", True), ("a", b"text", False)):
        (tmp_path / name).write_bytes(content)
        assert is_archive(Path(tmp_path / name)) == expected
