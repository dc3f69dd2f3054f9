"""Reading and rendering prompts. Each is a Markdown file beside this module, in Vietnamese; its version is its hash."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's text, the variables it needs, and the first 16 hexadecimal digits of the SHA-256 of its text."""

    name: str
    text: str
    variables: frozenset[str]
    sha: str

    def render(self, **values: Any) -> str:
        """The text with every variable filled in. Raises ValueError unless exactly the declared ones are given."""
        if values.keys() != self.variables:
            raise ValueError(f"{self.name}: needs {sorted(self.variables)}, got {sorted(values)}")
        return str(_environment().from_string(self.text).render(**values))


def load(name: str) -> Prompt:
    """The prompt `name`.md of this package. Raises FileNotFoundError when there is none."""
    from jinja2 import meta

    text = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    variables = meta.find_undeclared_variables(_environment().parse(text))
    return Prompt(name, text, frozenset(variables), sha256(text.encode()).hexdigest()[:16])


def _environment() -> Any:
    from jinja2 import Environment, StrictUndefined

    # Not HTML: what is rendered goes to a model. Passages are fenced by the caller's `fence`, a random token.
    return Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
