from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0016_texts_to_blocks'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='section',
            name='html',
        ),
        migrations.RemoveField(
            model_name='section',
            name='plain',
        ),
    ]
