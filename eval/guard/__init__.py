"""How well verification tells honest claims from faulty ones, and an independent rereading of what was shown."""
