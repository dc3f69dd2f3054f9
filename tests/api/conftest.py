"""A small archive of a fictional province over the fakes: real store, real catalogue, no weights."""

import os

import pytest

from api.answering.sources import Source
from api.application import Application
from api.settings import PREFIX, Settings
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.passages import passages_of
from index.query.understanding import Understood
from index.types import DocumentEntry, Hit
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Span

RESOLUTION = """TỈNH ỦY LẠC SƠN
*
Số 21-NQ/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lạc Sơn, ngày 15 tháng 3 năm 2025

NGHỊ QUYẾT
về phát triển nghề cá bền vững đến năm 2030

I- MỤC TIÊU
1. Đến năm 2030, sản lượng nuôi biển đạt 48.000 tấn mỗi năm.
2. Không cấp mới giấy phép cho tàu cá làm nghề lưới kéo.

II- NHIỆM VỤ
1. Sở Thủy sản chủ trì lắp đặt thiết bị giám sát hành trình trên 100% tàu cá trước ngày 30/6/2026.
2. Trường Cao đẳng Biển Lạc Sơn đào tạo 1.200 thuyền viên mỗi năm.

T/M BAN CHẤP HÀNH
BÍ THƯ

Đặng Hải Triều
"""

DECISION = """# QUYẾT ĐỊNH

Ban hành Quy chế quản lý bến cá tỉnh Lạc Sơn

Số: 77/2025/QĐ-UBND

Lạc Sơn, ngày 02 tháng 5 năm 2025

Điều 1. Phạm vi điều chỉnh

1. Quy chế này quy định việc quản lý bến cá, cảng cá trên địa bàn tỉnh.

2. Chủ tàu nộp phí neo đậu 50.000 đồng mỗi ngày đêm.

Điều 2. Hiệu lực thi hành

Quyết định này có hiệu lực kể từ ngày 20 tháng 5 năm 2025.
"""

PLAN = """ỦY BAN NHÂN DÂN TỈNH LẠC SƠN
Số: 30/KH-UBND
Lạc Sơn, ngày 9 tháng 6 năm 2025

KẾ HOẠCH
Trồng rừng ngập mặn ven cửa sông Trà giai đoạn 2025 - 2028

1. Trồng mới 350 ha rừng ngập mặn, hoàn thành trong quý IV năm 2028.
2. Hạt Kiểm lâm huyện Trà Đông kiểm tra tỷ lệ cây sống hằng quý.
"""

SECRET = """Số: 4/BC-UBND
BÁO CÁO
Về phương án diễn tập phòng thủ bến Vịnh Sâu

1. Địa điểm tập kết ca nô cao tốc là bến Vịnh Sâu.
"""

FILES = {"nghi-quyet-21.txt": RESOLUTION, "quyet-dinh-77.md": DECISION, "ke-hoach/ke-hoach-30.txt": PLAN}


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch):
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def written(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def write():
    """Writes {name: text} into a folder, which it gives back."""
    return written


def over_fakes(settings):
    return Application(settings, FakeEmbedder(), SyllableSegmenter())


@pytest.fixture
def build_over_fakes():
    """Stands in for `api.application.build`."""
    return over_fakes


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """The data folder of an archive of the three open documents, closed. For reading only."""
    data = tmp_path_factory.mktemp("kho")
    application = over_fakes(Settings(data=data))
    application.ingest([written(tmp_path_factory.mktemp("goc") / "van-ban", FILES)])
    application.close()
    application.catalogue.close()
    return data


@pytest.fixture
def reading(archive):
    """An application over the shared archive. For reading only."""
    application = over_fakes(Settings(data=archive))
    yield application
    application.close()
    application.catalogue.close()


@pytest.fixture
def application(tmp_path):
    """An application over an archive of its own, empty, that may hold marked documents."""
    application = over_fakes(Settings(data=tmp_path / "kho", ingest={"max_clearance": 1}))
    yield application
    application.close()
    application.catalogue.close()


def sources_over(text, number="21-NQ/TU", name="a", max_passages=50):
    """The passages of a text as sources, best first in reading order."""
    facts = Facts(number=Fact(number, Span(0, 0))) if number else Facts()
    document = Document(name * 64 + "-0", text, "text/plain", facts, sections=sections_of(text))
    entry = DocumentEntry(
        document.id, f"{name}.txt", "text/plain", number, None, None, None, "Nghề cá", 0, 1, 0, 0, None
    )
    passages = passages_of(document)[:max_passages]
    return tuple(Source(Hit(passage, 1 - at / 100), document, entry) for at, passage in enumerate(passages))


@pytest.fixture(scope="session")
def sources_of_text():
    return sources_over


@pytest.fixture(scope="session")
def as_typed():
    """A question taken word for word."""
    return lambda question: Understood(question, question, question)
