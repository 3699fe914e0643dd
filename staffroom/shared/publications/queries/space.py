"""What the files of communities really take: asked by the nightly check, never by a page."""

from django.db import connection

from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES

SQL = """
SELECT home, SUM(size) FROM (
    SELECT p.home_community_id AS home, f.size
      FROM core_storedfile f JOIN publications_publication p ON p.id = f.attached_key
     WHERE f.attached_kind = %s
    UNION ALL
    SELECT p.home_community_id AS home, f.size
      FROM core_storedfile f JOIN publications_comment c ON c.id = f.attached_key
      JOIN publications_publication p ON p.id = c.publication_id
     WHERE f.attached_kind = %s
) AS held WHERE home IS NOT NULL GROUP BY home
"""


def bytes_by_community() -> dict[int, int]:
    """Bytes of the files of publications and replies, by the key of their home; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [PUBLICATION_FILES, COMMENT_FILES])
        return {home: int(size) for home, size in cursor.fetchall()}
