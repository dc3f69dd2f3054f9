"""Letters, syllables, dates, numbers, type names and unit markers: the small things that every reading needs."""
