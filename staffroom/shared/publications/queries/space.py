"""What the files of communities really take: asked by the nightly check, never by a page."""

from collections import Counter

from django.db import connection

from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES, kept_files

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


# What is kept besides: each content once a publication, when the publication itself has it no more.
KEPT = """
SELECT home, SUM(size) FROM (
    SELECT p.id AS owner, p.home_community_id AS home, f.sha256, MAX(f.size) AS size
      FROM core_storedfile f JOIN {table} v ON v.id = f.attached_key
      JOIN publications_publication p ON p.id = v.{column}
     WHERE f.attached_kind = %s AND p.home_community_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM core_storedfile g
                        WHERE g.attached_kind = %s AND g.attached_key = p.id AND g.sha256 = f.sha256)
     GROUP BY p.id, p.home_community_id, f.sha256
) AS held GROUP BY home
"""


def bytes_by_community() -> dict[int, int]:
    """Bytes of the files of publications, of replies and of what is kept besides, by the key of their home."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [PUBLICATION_FILES, COMMENT_FILES])
        found = Counter({home: int(size) for home, size in cursor.fetchall()})
        for one in kept_files:
            cursor.execute(
                KEPT.format(table=one.table, column=one.column), [one.kind, PUBLICATION_FILES]
            )
            found.update({home: int(size) for home, size in cursor.fetchall()})
        return dict(found)
