"""The whole sample, table after table."""

from __future__ import annotations

from desktop.model.project import Project
from motor_group import demand, goods, making, offers, sources, standing, steering
from motor_group.book import Book


def build() -> Project:
    """The sample project, the same on every machine."""
    book = Book()
    for part in (standing, goods, sources, offers, making, demand, steering):
        part.write(book)
    return book.project()
