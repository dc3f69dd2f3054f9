"""The measure of verification: over our own sample texts, honest replies are shown and no faulty one is."""

import json
import random
from pathlib import Path

import pytest

from eval import sample
from eval.guard import faults, honest
from eval.guard.material import sentences_of, spread
from eval.guard.replies import replies_of
from ingest.read import read

TEXTS = Path(sample.__file__).parent / "texts"


@pytest.fixture(scope="module")
def sentences():
    return sentences_of((document for path in sorted(TEXTS.iterdir()) for document in read(path)), seed=3)


def sentence(text, sentences, lead=""):
    from dataclasses import replace

    return replace(sentences[0], text=text, lead=lead)


def test_over_the_sample_texts_honest_replies_are_shown_and_no_faulty_one(tmp_path, run):
    code, out, _ = run("guard", TEXTS, "--out", tmp_path, "--each", 15)
    assert code == 0 and "Tất cả" in out
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    kinds = {(name, honest): (made, shown) for name, honest, made, shown, _ in summary["kinds"]}
    made, shown = kinds["Tất cả", "có"]
    assert made >= 120 and shown >= 0.95 * made
    made, shown = kinds["Tất cả", "không"]
    assert made >= 120 and shown == 0, (tmp_path / "wrong.jsonl").read_text(encoding="utf-8")
    assert sum(honest == "không" and made > 0 for (_, honest), (made, _) in kinds.items()) >= 11


def test_documents_that_are_not_there_or_say_nothing_are_told(tmp_path, run):
    code, _, err = run("guard", tmp_path / "khong-co", "--out", tmp_path)
    assert code == 2 and "Không tìm thấy" in err
    (tmp_path / "trong.txt").write_text("Số: 1\n", encoding="utf-8")
    code, _, err = run("guard", tmp_path / "trong.txt", "--out", tmp_path)
    assert code == 2 and "không có câu nào" in err


def test_the_same_seed_gives_the_same_replies(sentences):
    first, second = replies_of(sentences, 3, seed=5), replies_of(sentences, 3, seed=5)
    assert [(reply.kind, reply.claim) for reply in first] == [(reply.kind, reply.claim) for reply in second]
    assert [reply.claim for reply in first] != [reply.claim for reply in replies_of(sentences, 3, seed=6)]


def test_every_sentence_stands_in_its_passage(sentences):
    assert len(sentences) > 200 and len({each.text for each in sentences}) == len(sentences)
    assert all(each.text in each.source.passage.text for each in sentences)
    first = [each.source.document.id for each in spread(sentences)[:10]]
    assert len(set(first)) == len(first)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (
            "rút ngắn",
            "Sở Thủy sản chủ trì lắp đặt thiết bị giám sát trên tàu cá, phối hợp với các đơn vị có liên quan.",
            "tàu cá.",
        ),
        ("viết lại ngày", "Báo cáo trước ngày 05 tháng 6 năm 2026.", "trước ngày 5/6/2026."),
        ("viết lại số", "Giải quyết trong 05 ngày, đạt 95%.", "Giải quyết trong năm ngày, đạt 95 phần trăm."),
        ("chính tả, viết tắt", "Ủy ban nhân dân tỉnh ban hành quy chế.", "UBND tỉnh ban hành quy chế."),
        ("từ đồng nghĩa", "Chủ tàu sử dụng thiết bị.", "Chủ tàu dùng thiết bị."),
        ("đổi thứ tự", "Trong giờ làm việc, cán bộ mặc trang phục công sở theo quy định.", "trong giờ làm việc."),
        ("ý có số", "Chủ tàu nộp phí, mức phí là 0,5 triệu đồng, trước khi rời bến cá của tỉnh.", "0,5 triệu đồng"),
    ],
)
def test_honest_rules(sentences, rule, before, after):
    assert honest.HONEST[rule](sentence(before, sentences)).endswith(after)


def test_what_would_change_the_meaning_is_not_shortened_or_moved(sentences):
    kept = "Không cấp giấy phép cho tàu cá làm nghề lưới kéo, trừ trường hợp phục vụ nghiên cứu."
    assert honest.shortened(sentence(kept, sentences)) is None
    assert honest.direct(sentence(kept, sentences)) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("tráo hai số", "Huy hiệu 30 năm, 40 năm, 50 năm tuổi đảng."),
        ("tráo hai số", "Mức 1, Mức 2, Mức 3 theo quy chuẩn."),
        ("tráo hai số", "Thưởng 5 triệu đồng và phạt 5 triệu đồng."),
        ("đổi số", "Báo cáo trước ngày 30/6/2026 theo Điều 5."),
        ("bỏ phủ định", "Phát triển cảng hàng không và không gian biển."),
        ("bỏ phủ định", "Thời hạn không quá ba mươi ngày kể từ khi nhận đơn."),
        ("đổi cơ quan, địa danh", "Chủ tàu nộp phí neo đậu hằng tháng."),
        ("đổi ngày, năm", "Chủ tàu nộp phí neo đậu hằng tháng."),
        ("đổi số hiệu", "Chủ tàu nộp phí neo đậu hằng tháng."),
        ("đổi giới hạn, đơn vị, mức buộc", "Chủ tàu không phải nộp phí."),
    ],
)
def test_what_would_be_no_fault_is_not_made(sentences, kind, text):
    for seed in range(20):
        assert faults.FAULTS[kind](sentence(text, sentences), random.Random(seed)) is None


@pytest.mark.parametrize("kind", faults.FAULTS)
def test_a_fault_changes_the_sentence(sentences, kind):
    chance = random.Random(1)
    made = [(each.text, faults.FAULTS[kind](each, chance)) for each in sentences]
    assert any(text for _, text in made)
    assert all(text != before for before, text in made)


def test_swapped_numbers_stay_the_same_numbers(sentences):
    text = "Hỗ trợ nuôi biển 5 tỷ đồng, đóng tàu 7 tỷ đồng."
    assert faults.swapped_numbers(sentence(text, sentences), random.Random(1)) == (
        "Hỗ trợ nuôi biển 7 tỷ đồng, đóng tàu 5 tỷ đồng."
    )
