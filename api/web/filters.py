"""What a search is restricted by, as parameters of an address: the same for routes and pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from api.filtering import CONDITIONS, CURRENT, FINDINGS, FORMATS, LEVELS, VALIDITY, Words

_DATE = "Ngày, tháng hoặc năm: 2024-12-22, 22/12/2024, 12/2024, 2024"


def _told(name: str) -> str:
    return next(condition.label for condition in CONDITIONS if condition.name == name)


Kinds = Annotated[list[str], Query(alias="kind", description=f"{_told('kind')}, như “nghị quyết”")]
Issuers = Annotated[list[str], Query(alias="issuer", description=f"{_told('issuer')}, đúng như tên trong facets")]
Levels = Annotated[list[str], Query(alias="level", description=f"{_told('level')}: {', '.join(LEVELS)}")]
Validities = Annotated[
    list[str], Query(alias="validity", description=f"{_told('validity')}: {', '.join((CURRENT, *VALIDITY))}")
]
Topics = Annotated[list[str], Query(alias="topic", description=f"{_told('topic')}, đúng như tên trong facets")]
Formats = Annotated[list[str], Query(alias="format", description=f"{_told('format')}: {', '.join(FORMATS)}")]
Findings = Annotated[list[str], Query(alias="finding", description=f"{_told('finding')}: {', '.join(FINDINGS)}")]
From = Annotated[list[str], Query(alias="from", description=f"Ban hành từ. {_DATE}")]
To = Annotated[list[str], Query(alias="to", description=f"Ban hành đến. {_DATE}")]
On = Annotated[list[str], Query(alias="on", description=f"Xét hiệu lực vào ngày này; để trống: hôm nay. {_DATE}")]


def asked_for(
    kinds: Kinds = [],  # noqa: B006 - FastAPI copies them
    issuers: Issuers = [],  # noqa: B006
    levels: Levels = [],  # noqa: B006
    validity: Validities = [],  # noqa: B006
    topics: Topics = [],  # noqa: B006
    formats: Formats = [],  # noqa: B006
    findings: Findings = [],  # noqa: B006
    first: From = [],  # noqa: B006
    last: To = [],  # noqa: B006
    on: On = [],  # noqa: B006
) -> Words:
    """The words of every parameter, not yet read: `api.filtering.filter_of` may refuse them."""
    return {
        "kind": kinds,
        "issuer": issuers,
        "level": levels,
        "validity": validity,
        "topic": topics,
        "format": formats,
        "finding": findings,
        "from": first,
        "to": last,
        "on": on,
    }


Asked = Annotated[Words, Depends(asked_for)]
