
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_rows'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='journalrow',
            name='journal_person',
        ),
        migrations.AddIndex(
            model_name='journalrow',
            index=models.Index(models.F('person_id'), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('person_id__isnull', False)), name='journal_person'),
        ),
    ]
