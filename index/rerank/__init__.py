"""Ordering the first passages anew by looking at question and passage together. Pure but for the cross-encoder."""
