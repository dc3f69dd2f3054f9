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
    server_timeout_s: int = Field(30, ge=1, le=600, description="Thời gian chờ máy chủ Qdrant, giây")
    server_retries: int = Field(3, ge=0, le=10, description="Số lần hỏi lại khi máy chủ Qdrant bận hoặc đứt kết nối")
    server_grpc: bool = Field(False, description="Nói với máy chủ Qdrant bằng gRPC (cổng 6334) thay cho HTTP")
    server_shards: int = Field(1, ge=1, le=256, description="Số mảnh của một bộ sưu tập mới trên cụm Qdrant")
    server_replicas: int = Field(1, ge=1, le=16, description="Số bản của mỗi mảnh trên cụm Qdrant")
    server_write_consistency: int = Field(
        1, ge=1, le=16, description="Số bản phải ghi xong thì một lần ghi mới được coi là xong"
    )
    server_quantization: Literal["none", "int8"] = Field(
        "none", description="Nén vectơ trên máy chủ Qdrant: none hoặc int8 (bớt bộ nhớ, chấm lại bằng vectơ đầy đủ)"
    )
    server_vectors_on_disk: bool = Field(False, description="Để vectơ trên đĩa của máy chủ Qdrant thay cho bộ nhớ")
    server_payload_on_disk: bool = Field(True, description="Để dữ liệu kèm vectơ trên đĩa của máy chủ Qdrant")
    server_ready_s: int = Field(
        600, ge=0, le=86_400, description="Đợi máy chủ Qdrant dựng xong bộ sưu tập trước khi đưa vào dùng, giây"
    )
    collection: str = Field(
        "vanban",
        pattern=r"^[A-Za-z0-9._-]{1,200}$",
        description="Tên trên máy chủ Qdrant: bí danh dẫn tới bộ sưu tập đang dùng, tên thật có thêm số thứ tự",
    )
    embedder: str = Field("", description="Tên hoặc đường dẫn mô hình sentence-transformers; để trống: mô hình kèm sẵn")
    query_prefix: str = Field("", description="Tiền tố của câu hỏi khi dùng mô hình riêng")
    passage_prefix: str = Field("", description="Tiền tố của đoạn khi dùng mô hình riêng")
    threads: int = Field(0, ge=0, le=256, description="Số luồng của bộ mã hoá; 0: theo số nhân của máy")
    remembered_queries: int = Field(
        1024, ge=0, le=100_000, description="Số câu hỏi gần nhất được nhớ véc-tơ trong bộ nhớ; 0: không nhớ"
    )
    passage_chars: int = Field(1200, ge=200, le=8000, description="Độ dài tối đa của một đoạn, ký tự")
    abbreviations: Path | None = Field(
        None, description="Bảng viết tắt riêng của cơ quan, thêm vào bảng kèm sẵn; mỗi dòng: viết tắt, dấu Tab, nghĩa"
    )
    topics: Path | None = Field(
        None, description="Bảng lĩnh vực riêng của cơ quan, thêm vào bảng kèm sẵn; mỗi dòng: lĩnh vực, dấu Tab, các từ"
    )
    candidates: int = Field(100, ge=10, le=5000, description="Số ứng viên mỗi nhánh trước khi gộp điểm")
    dense_weight: float = Field(0.4, ge=0, le=1, description="Trọng số của nhánh ngữ nghĩa khi gộp điểm")
    reranker: str = Field(
        "linear",
        min_length=1,
        description="Xếp lại các đoạn đầu: linear (kèm sẵn), none (không xếp lại), hoặc tên, đường dẫn một mô hình "
        "cross-encoder của sentence-transformers",
    )
    reranked: int = Field(20, ge=2, le=200, description="Số đoạn đầu được xếp lại")
