"""Runs as one HTML page that needs nothing beside itself: figures, drawings, and the questions that changed."""
