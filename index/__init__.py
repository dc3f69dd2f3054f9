"""From Documents to findable passages, and from a query to ranked `Hit`s."""
