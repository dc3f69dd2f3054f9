"""Verification: a claim becomes a statement only when the words that support it are found. See `verifying.verify`.

`quotes` finds the words; `pieces`, `atoms` and `tokens` read statement and quote alike; `alignment` takes each word of
the statement from a place in the quotes; `governing` compares what the marks govern; `support` decides.
"""

from api.answering.citing.judge import Judge
from api.answering.citing.quotes import MAX_ANSWER_QUOTE_CHARS, MAX_QUOTE_CHARS, find_quote
from api.answering.citing.reasons import REASONS
from api.answering.citing.verifying import verify

__all__ = ["MAX_ANSWER_QUOTE_CHARS", "MAX_QUOTE_CHARS", "REASONS", "Judge", "find_quote", "verify"]
