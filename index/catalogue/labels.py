"""Access labels: what ingestion was told, and what the masthead says."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.types import Document, Facts


@dataclass(frozen=True, slots=True)
class Label:
    """The access label of a document: clearance 0–3 and the organisation it belongs to, None for all."""

    clearance: int = 0
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What an ingestion was told of its files' labels; None leaves that part as it was, 0 and all for a new file."""

    clearance: int | None = None
    organisation: str | None = None

    def over(self, before: Label | None) -> Label:
        """The label to give, where `before` is what there was."""
        kept = before or Label()
        return Label(
            kept.clearance if self.clearance is None else self.clearance,
            kept.organisation if self.organisation is None else self.organisation,
        )


def marked(facts: Facts) -> int:
    """The secrecy mark of a masthead, 0 for none."""
    return facts.secrecy.value if facts.secrecy else 0


def label_over(document: Document, label: Label) -> Label:
    """The label of a document: the higher of the mark found in its masthead and what ingestion was told."""
    return Label(max(marked(document.facts), label.clearance), label.organisation)
