"""What a deployment may set about the index."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class IndexSettings(BaseModel):
    """Passages, encoders and the store. Variables begin with VANBAN_INDEX__."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Literal["embedded", "server"] = Field(
        "embedded", description="Nơi giữ chỉ mục: embedded (Qdrant Edge trong tiến trình) hoặc server (máy chủ Qdrant)"
    )
    server_url: str = Field("", description="Địa chỉ máy chủ Qdrant khi store là server")
    server_key: SecretStr = Field(SecretStr(""), description="Khoá của máy chủ Qdrant")
    collection: str = Field("vanban", min_length=1, description="Tên bộ sưu tập trên máy chủ Qdrant")
    embedder: str = Field("", description="Tên hoặc đường dẫn mô hình sentence-transformers; để trống: mô hình kèm sẵn")
    query_prefix: str = Field("", description="Tiền tố của câu hỏi khi dùng mô hình riêng")
    passage_prefix: str = Field("", description="Tiền tố của đoạn khi dùng mô hình riêng")
    threads: int = Field(0, ge=0, le=256, description="Số luồng của bộ mã hoá; 0: theo số nhân của máy")
    passage_chars: int = Field(1200, ge=200, le=8000, description="Độ dài tối đa của một đoạn, ký tự")
    abbreviations: Path | None = Field(
        None, description="Bảng viết tắt riêng của cơ quan, thêm vào bảng kèm sẵn; mỗi dòng: viết tắt, dấu Tab, nghĩa"
    )
    candidates: int = Field(200, ge=10, le=5000, description="Số ứng viên mỗi nhánh trước khi gộp điểm")
    dense_weight: float = Field(0.4, ge=0, le=1, description="Trọng số của nhánh ngữ nghĩa khi gộp điểm")
