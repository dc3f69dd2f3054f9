"""`/api/v1/health`: whether the service is up, for people and for supervisors."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import APIRouter

from api.web.ports import App

router = APIRouter(tags=["Trạng thái"])


def own_version() -> str:
    """The installed version; "0" from a bare checkout."""
    try:
        return version("vanban")
    except PackageNotFoundError:
        return "0"


@router.get("/health", summary="Trạng thái dịch vụ")
def health(application: App) -> dict[str, Any]:
    """200 as soon as questions are taken; `warm` says whether the models are loaded already."""
    return {"status": "ok", "warm": application.is_warm, "version": own_version()}
