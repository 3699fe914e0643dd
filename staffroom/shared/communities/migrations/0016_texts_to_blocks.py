"""What was the text of a page becomes its first block."""

from django.db import migrations

from staffroom.core.ids import new_pid


def texts_to_blocks(apps, schema_editor):
    """Each page's text stands before the readers and in the draft alike."""
    block_model = apps.get_model("communities", "Block")
    pages = apps.get_model("communities", "Section").objects.filter(kind="page")
    for section in pages.exclude(plain="").select_related("community").order_by("pk"):
        for is_draft in (False, True):
            block_model.objects.create(
                pid=new_pid(), section=section, is_draft=is_draft, place=1, kind="text",
                html=section.html, plain=section.plain,
            )
        section.published_at = section.community.created_at
        section.save(update_fields=["published_at"])


def blocks_to_texts(apps, schema_editor):
    """The texts of a page one after another; other blocks have no place in a page of text."""
    for section in apps.get_model("communities", "Section").objects.filter(kind="page").order_by("pk"):
        blocks = section.blocks.filter(is_draft=False, kind="text").order_by("place", "pk")
        section.html = "".join(block.html for block in blocks)
        section.plain = "\n".join(block.plain for block in blocks)
        section.save(update_fields=["html", "plain"])


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0015_blocks_of_pages'),
    ]

    operations = [
        migrations.RunPython(texts_to_blocks, blocks_to_texts),
    ]
