"""A server that is really started, over a small archive with the bundled encoder."""

import pytest

from eval.errors import ServerSilent
from eval.product import opened
from eval.speed import serving


@pytest.mark.model
@pytest.mark.service
def test_a_started_server_is_asked_by_several_clients(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.md").write_text("# Quy định\n\nMỗi tỉnh ủy cử tối đa 50 người.\n", encoding="utf-8")
    with opened(tmp_path / "archive") as application:
        application.ingest([tmp_path / "documents"])
    told = serving.served(tmp_path / "archive", ["tỉnh ủy cử ai"] * 12, (1, 3))
    assert [(speed.clients, speed.asked) for speed in told["speeds"]] == [(1, 12), (3, 12)]
    assert 0 < told["listening_s"] <= told["warm_s"]
    assert told["peak_mib"] >= told["rss_mib"] > 50


@pytest.mark.service
def test_a_server_that_does_not_start_is_told(tmp_path):
    (tmp_path / "archive").write_text("no folder")
    with pytest.raises(ServerSilent), serving.serving(tmp_path / "archive"):
        pass
