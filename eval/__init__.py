"""Question sets in, measures, comparisons and reports out."""
