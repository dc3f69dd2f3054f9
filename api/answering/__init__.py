"""From a question and its hits to a verified answer."""
