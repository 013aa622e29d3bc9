"""Outline first (title, headings, roles, sentences), then words; numbers, quoted names and titles are never cut."""
